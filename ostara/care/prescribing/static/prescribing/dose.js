// Millilitres beside the milligrams that are typed, where the medicine is a liquid. Nothing is filled in.
"use strict";
for (const beside of document.querySelectorAll("[data-strength]")) {
  const typed = document.querySelector("[data-dose]");
  const strength = Number(beside.dataset.strength);
  typed?.addEventListener("input", () => {
    const mg = Number(typed.value);
    beside.textContent = mg > 0 && strength > 0 ? `What you wrote: ${mg} mg is ${+(mg / strength).toFixed(3)} mL.` : "";
  });
}
