// The sample follows while one chooses; without this the button "Bekijk eerst" does it.
const form = document.querySelector("[data-try]");
form.addEventListener("input", () => {
  const chosen = new URLSearchParams();
  for (const name of ["colour", "marking", "corner", "work_font", "voice_font"]) chosen.set(name, form.elements[name].value);
  document.getElementById("proef").href = `${form.dataset.try}?${chosen}`;
});
