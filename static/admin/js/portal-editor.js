// CKEditor for our forms: uploads and pastes. Sentences: publishing/editor.py.
(() => {
  const isPlace = (image) => image?.getAttribute("src")?.endsWith("/missing-picture.svg");

  function show(widget, src) {
    widget?.setData({ src, alt: widget.data.alt.replace(/^缺图 \d+：?/, "") });
  }

  // Behind a picture at the caret. From the library: HTML, no name.
  function insertFile(editor, url, name) {
    const { widgets } = editor;
    const isDone = /[fx]$|^</.test(url);
    editor.focus();
    let widget = widgets.getByElement(editor.getSelection().getStartElement());
    if (!isDone && isPlace(widget?.parts.image)) show(widget, url);
    else {
      const link = `<a href="${url}">${CKEDITOR.tools.htmlEncode(name)}</a>`;
      const html = !name ? url : isDone ? link : `<img src="${url}" alt="">`;
      const element = CKEDITOR.dom.element.createFromHtml(html, editor.document);
      if (widget) element.insertAfter(widget.wrapper);
      else editor.insertElement(element);
      if (isDone) return element.is("img") && widgets.initOn(element, "image").focus();
      widget = widgets.initOn(element, "image");
    }
    widget.focus();
    widget.edit();
  }

  function upload(editor, file, name = file.name, done = insertFile) {
    const loader = editor.uploadRepository.create(file, name);
    const notice = editor.showNotification(`正在上传 ${name}`, "progress", 0);
    loader.on("uploaded", () => {
      notice.hide();
      if (loader.message) editor.showNotification(loader.message, "warning");
      done(editor, loader.url, name);
    });
    loader.on("error", () => notice.update({ type: "warning", message: loader.message }));
    loader.upload(editor.config.uploadUrl);
  }

  function sendPictures(editor) {
    for (const image of editor.editable().find("img[src^='data:']:not(.cke_reset)").toArray()) {
      if (image.$.isSent) continue;
      image.$.isSent = true;
      upload(editor, image.$.src, "粘贴的图片", (_, url) => show(editor.widgets.getByElement(image), url));
    }
  }

  // What lies elsewhere leaves its place. WeChat: the address is beside a placeholder's.
  function withPlaces(editor, html) {
    const { ourHosts, missingPicture, elsewhere, ownComputer } = editor.config;
    const hosts = new Set();
    const { body, images } = new DOMParser().parseFromString(html, "text/html");
    for (const image of images) {
      const href = image.dataset.src || image.getAttribute("src");
      const { protocol, hostname, pathname } = Object.assign(document.createElement("a"), { href });
      const isOurs = [location.hostname, ...ourHosts].includes(hostname) && /^\/(media|static)\//.test(pathname);
      if (isOurs || protocol === "data:") continue;
      hosts.add(hostname || ownComputer);
      image.src = missingPicture;
    }
    if (hosts.size) editor.showNotification(elsewhere.replace("{}", [...hosts].join("、")), "warning", 0);
    return body.innerHTML;
  }

  // Word: each picture comes twice; dots are letters of symbol fonts, and its reader takes l for 1.
  const ofWord = (html) => html.replace(/<!--\[if gte vml[^]*?\[endif\]-->/g, "")
    .replace(/(mso-list:\s*ignore[^>]*>\s*)[lnuqvØü§¨Þ\uf000-\uf0ff](?=\s*<|&nbsp;|\s)/gi, "$1·");

  // As publishing/richtext.py does.
  const inOurTags = (html) => html.replace(/(<\/?)h([156])(?=[\s>])/gi, (_, open, n) => `${open}h${n > 1 ? 4 : 2}`)
    .replace(/<pre[^>]*>([^]*?)<\/pre>/gi, (_, lines) => `<p>${lines.trim().replace(/\r?\n/g, "<br>")}</p>`);

  addEventListener("input", ({ target }) => {
    const help = document.getElementById(`${target.id}_helptext`);
    if (help) help.dataset.count = target.value.length;
  });

  CKEDITOR.plugins.add("uploadpicture", {
    requires: "filetools,image2,notification",
    init(editor) {
      const { accept, uploadFailed } = editor.config;
      const chooser = Object.assign(document.createElement("input"), { type: "file", accept });
      chooser.onchange = () => {
        if (chooser.files.length) upload(editor, chooser.files[0]);
        chooser.value = "";
      };
      const exec = () => chooser.click();
      editor.on("contentDom", () => editor.editable().on("click", ({ data }) => isPlace(data.getTarget()) && exec()));
      editor.ui.addButton("UploadPicture", { label: "上传图片或 PDF", click: exec });
      // By Django's pop-up.
      editor.element.$.onchange = ({ isTrigger, target }) => isTrigger && insertFile(editor, target.value);
      // Pasted and dropped files; else they stay data: URLs.
      editor.on("paste", (event) => {
        const { dataTransfer, dataValue } = event.data;
        const files = Array.from({ length: dataTransfer.getFilesCount() }, (_, i) => dataTransfer.getFile(i));
        if (!files.length || dataValue) return;
        event.cancel();
        files.forEach((file) => upload(editor, file));
      }, null, null, 1);
      editor.on("paste", ({ data }) => {
        const given = data.dataTransfer._; // what its readers of Word and Google's documents look at
        if (given.nativeHtmlCache) given.nativeHtmlCache = ofWord(given.nativeHtmlCache);
        data.dataValue = ofWord(data.dataValue);
      }, null, null, 2);
      editor.on("paste", ({ data }) => (data.dataValue = withPlaces(editor, inOurTags(data.dataValue))), null, null, 5);
      editor.on("afterPaste", () => sendPictures(editor));
      editor.on("fileUploadRequest", ({ data: { fileLoader } }) => {
        const { value } = document.querySelector("#content [name=csrfmiddlewaretoken]");
        fileLoader.xhr.setRequestHeader("X-CSRFToken", value);
        fileLoader.on("error", () => {
          try {
            fileLoader.message = JSON.parse(fileLoader.xhr.responseText).error.message;
          } catch {
            fileLoader.message = uploadFailed;
          }
        }, null, null, 1);
      }, null, null, 100);
    },
  });
})();
