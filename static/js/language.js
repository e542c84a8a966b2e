/* The word for the other language at the top of a page takes along what was typed in the form. Without this file the button
   in the form does the same. */
document.addEventListener("click", (event) => {
  const button = document.querySelector("button[name=taal]");
  if (!button || event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest("a[hreflang]")) return;
  const typed = [...new FormData(button.form)].some(
    ([name, value]) => button.form.elements[name].type !== "hidden" && (value.name ?? value),
  );
  if (!typed) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});
