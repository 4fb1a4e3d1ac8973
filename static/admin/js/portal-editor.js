// Gives CKEditor's uploads the form's CSRF token, and shows our own sentence when one is refused.
CKEDITOR.on("instanceCreated", ({ editor }) => {
  editor.on("configLoaded", () => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
    editor.config.fileTools_requestHeaders = { "X-CSRFToken": token };
  });
  editor.on("fileUploadRequest", ({ data: { fileLoader } }) => {
    fileLoader.on("error", () => {
      try {
        fileLoader.message = JSON.parse(fileLoader.xhr.responseText).error.message;
      } catch {
        fileLoader.message = "上传没有成功，请检查网络后再试。";
      }
    }, null, null, 1);
  });
});
