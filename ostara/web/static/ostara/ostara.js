// What a page does beyond HTML. Every page works without it.
"use strict";

(() => {
  // A summary of what was refused is read out first.
  document.querySelector("[data-focus]")?.focus();

  // A table wider than its place is scrolled with the keyboard too.
  const reachable = () => {
    for (const region of document.querySelectorAll(".table-scroll")) {
      const scrolls = region.scrollWidth > region.clientWidth;
      region.toggleAttribute("tabindex", scrolls);
      if (!scrolls) continue;
      region.tabIndex = 0;
      region.setAttribute("role", "region");
      const named = region.querySelector("caption")?.textContent.trim() || "Table";
      if (!region.matches("[aria-labelledby], [aria-label]")) region.setAttribute("aria-label", named);
    }
  };
  reachable();
  addEventListener("resize", reachable);

  // A button that prints is there only where there is script.
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // A second press while the first is on its way does nothing (the form's key would make it harmless anyway).
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
    setTimeout(() => delete event.target.dataset.sent, 5000); // an answer that is a file leaves the page as it is
  });
  addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });

  // Paper shows what is folded away.
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("details:not([open])")) {
      folded.dataset.folded = "yes";
      folded.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const opened of document.querySelectorAll("details[data-folded]")) {
      opened.open = false;
      delete opened.dataset.folded;
    }
  });
})();
