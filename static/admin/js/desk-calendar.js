// An entry dropped on a day: its button is pressed.
{
  let button;
  ondragstart = ({ target }) => (button = target.closest?.("[draggable]")?.querySelector("button"));
  for (const day of document.querySelectorAll("[data-day]")) {
    day.ondragover = () => !button;
    day.ondrop = () => {
      button.form.on.value = day.dataset.day;
      button.form.requestSubmit(button);
      return false;
    };
  }
}
