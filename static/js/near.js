/* A mail address that looks like a slip of the finger is asked about right under it. Without this file the server asks, once. */
document.addEventListener("change", async ({ target }) => {
  const told = target.form?.querySelector("[data-near]");
  if (!told) return;
  const { email, csrfmiddlewaretoken } = target.form.elements;
  if (target.dataset.mail) email.value = target.dataset.mail;
  if (target !== email) return;
  const typed = email.value;
  const body = new URLSearchParams({ email: typed, csrfmiddlewaretoken: csrfmiddlewaretoken.value });
  const answer = await fetch(told.dataset.near, { method: "POST", body }).catch(() => null);
  if (answer?.ok && !answer.redirected && email.value === typed) told.innerHTML = await answer.text();
});
