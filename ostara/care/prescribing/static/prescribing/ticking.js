// Ticks the lines about which nothing is asked. Each of them stays in sight, and nothing is signed by it.
"use strict";
for (const button of document.querySelectorAll("[data-tick-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const box of document.querySelectorAll("input[data-plain]")) box.checked = true;
  });
}
