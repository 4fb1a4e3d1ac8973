// CKEditor for our forms: a button that uploads a picture or PDF, the CSRF token, our own sentences.
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

  function upload(editor, file) {
    const loader = editor.uploadRepository.create(file);
    const notice = editor.showNotification(`正在上传 ${file.name}`, "progress", 0);
    loader.on("uploaded", () => {
      notice.hide();
      if (loader.url.endsWith(".pdf")) insertLink(editor, loader.url, file.name);
      else insertPicture(editor, loader.url);
    });
    loader.on("error", () => notice.update({ type: "warning", message: loader.message }));
    loader.upload(editor.config.uploadUrl);
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
    // Pasted and dropped files take the same way; without this they would stay behind as data: URLs.
    editor.on("paste", (event) => {
      const { dataTransfer, dataValue } = event.data;
      const files = Array.from({ length: dataTransfer.getFilesCount() }, (_, i) => dataTransfer.getFile(i));
      if (!files.length || dataValue) return;
      event.cancel();
      files.forEach((file) => upload(editor, file));
    }, null, null, 1);
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
