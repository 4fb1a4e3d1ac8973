// CKEditor for our forms: uploads, the CSRF token, our sentences.
(() => {
  const FAILED = "上传没有成功，请检查网络后再试。";

  function insertPicture(editor, url) {
    const image = editor.document.createElement("img", { attributes: { src: url, alt: "" } });
    editor.insertElement(image);
    const widget = editor.widgets.initOn(image, "image");
    widget.focus();
    widget.edit(); // the dialog asks for the description at once
  }

  function insertLink(editor, url, name) {
    const link = editor.document.createElement("a", { attributes: { href: url } });
    link.setText(name);
    editor.insertElement(link);
  }

  function insertFile(editor, url, name) {
    if (url.endsWith(".pdf")) insertLink(editor, url, name);
    else insertPicture(editor, url);
  }

  // `file`: a File or a data: address; `done` takes the address it got.
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

  const isOurs = ({ config }, { hostname, pathname }) =>
    /^\/(media|static)\//.test(pathname) && [location.hostname, ...config.ourHosts].includes(hostname);

  // Pictures inside pasted HTML: bytes are sent at once, or stored with the form; addresses are named.
  function settlePictures(editor) {
    const places = new Set();
    for (const image of editor.editable().find("img:not(.cke_reset)").toArray()) {
      const source = image.getAttribute("src") || "";
      if (source.startsWith("data:")) {
        if (image.getCustomData("sent")) continue;
        image.setCustomData("sent", true);
        upload(editor, source, "粘贴的图片", (_, url) => {
          image.setAttributes({ src: url, "data-cke-saved-src": url });
          editor.widgets.getByElement(image)?.setData("src", url);
        });
        continue;
      }
      const address = Object.assign(document.createElement("a"), { href: source }); // never throws
      if (!source || isOurs(editor, address)) continue;
      places.add(address.protocol === "file:" ? "您电脑上的 Word 或 WPS" : address.hostname || source);
    }
    if (!places.size) return;
    const where = [...places].join("、");
    const cure = "请另存到电脑，再用“上传图片或 PDF”放进来。";
    editor.showNotification(`图片在别处（${where}），不会存下来：${cure}`, "warning", 0);
  }

  // WeChat: a picture's address stands beside a placeholder's.
  function withRealPictures(html) {
    return html.replace(/<img\b[^>]*\sdata-src=["']?(?:https?:)?\/\/[^>]*>/gi, (image) =>
      image.replace(/\ssrc=(?:"[^"]*"|'[^']*')/i, "").replace(/\sdata-src=/i, " src="));
  }

  // Dots of lists are letters of symbol fonts; Word's reader takes l for a number.
  function withDots(html) {
    return html.replace(/(mso-list:\s*ignore[^>]*>\s*)[lnuqvØü§¨Þ\uf000-\uf0ff](?=\s*<|&nbsp;|\s)/gi, "$1·");
  }

  // As publishing/richtext.py does.
  function inOurTags(html) {
    const headings = html.replace(/(<\/?)h1(?=[\s>])/gi, "$1h2").replace(/(<\/?)h[56](?=[\s>])/gi, "$1h4");
    return headings.replace(/<pre[^>]*>([^]*?)<\/pre>/gi, (_, lines) =>
      `<p>${lines.trim().replace(/\r?\n/g, "<br>")}</p>`);
  }

  CKEDITOR.plugins.add("uploadpicture", {
    requires: "filetools,image2,notification",
    init(editor) {
      const chooser = document.createElement("input");
      chooser.type = "file";
      chooser.accept = "image/jpeg,image/png,image/webp,application/pdf";
      chooser.addEventListener("change", () => {
        if (chooser.files.length) upload(editor, chooser.files[0]);
        chooser.value = "";
      });
      editor.addCommand("uploadPicture", { async: true, exec: () => chooser.click() });
      editor.ui.addButton("UploadPicture", { label: "上传图片或 PDF", command: "uploadPicture" });
    },
  });

  CKEDITOR.on("instanceCreated", ({ editor }) => {
    // Pasted and dropped files as well; else they stay data: URLs.
    editor.on("paste", (event) => {
      const { dataTransfer, dataValue } = event.data;
      const files = Array.from({ length: dataTransfer.getFilesCount() }, (_, i) => dataTransfer.getFile(i));
      if (!files.length || dataValue) return;
      event.cancel();
      files.forEach((file) => upload(editor, file));
    }, null, null, 1);
    editor.on("paste", ({ data }) => {
      const given = data.dataTransfer._; // what its readers of Word and Google's documents look at
      if (given.nativeHtmlCache) given.nativeHtmlCache = withDots(given.nativeHtmlCache);
      data.dataValue = withRealPictures(withDots(data.dataValue));
    }, null, null, 2);
    // After Word's readers, before the allow-list makes paragraphs.
    editor.on("paste", ({ data }) => (data.dataValue = inOurTags(data.dataValue)), null, null, 5);
    editor.on("afterPaste", () => settlePictures(editor));
    editor.on("fileUploadRequest", ({ data: { fileLoader } }) => {
      const token = document.querySelector("#content input[name=csrfmiddlewaretoken]");
      fileLoader.xhr.setRequestHeader("X-CSRFToken", token.value);
      fileLoader.on("error", () => {
        try {
          fileLoader.message = JSON.parse(fileLoader.xhr.responseText).error.message;
        } catch {
          fileLoader.message = FAILED;
        }
      }, null, null, 1);
    }, null, null, 100);
  });
})();
