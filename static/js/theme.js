/* Light or dark without a new page: nothing that was typed is lost. Without this file the form does the same with one. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".kl-theme")) return;
  event.preventDefault();
  const { name, value } = event.submitter;
  const said = new FormData(form);
  said.set(name, value);
  fetch(form.action, { method: "POST", body: new URLSearchParams(said), redirect: "manual" }).catch(() => {});
  if (value) document.documentElement.dataset.bsTheme = value;
  else delete document.documentElement.dataset.bsTheme;
  for (const button of form.elements) if (button.name === name) button.setAttribute("aria-pressed", String(button.value === value));
});
