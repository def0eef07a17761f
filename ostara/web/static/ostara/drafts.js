// Keeps a form's draft a moment after typing stops. The form carries the address and a signed pass (see web/drafts.py).
"use strict";

(() => {
  const PAUSE = 1200; // milliseconds without typing
  const AGAIN = 5000; // until the next try, where there was no connection
  const BEACON = 60000; // a page that is left may still send this many characters

  for (const form of document.querySelectorAll("form[data-draft]")) {
    const says = form.querySelector(".draft-says");
    let timer = 0;
    let unsaved = false;
    let sending = false;
    let stopped = false;

    const say = (words, wrong = false) => {
      says.textContent = words;
      says.toggleAttribute("data-wrong", wrong);
      says.setAttribute("aria-live", wrong ? "assertive" : "off"); // being told of every draft would be noise
    };
    const later = (pause) => {
      clearTimeout(timer);
      timer = setTimeout(save, pause);
    };
    const typed = () => {
      const sent = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === "string") sent.append(name, value);
      return sent;
    };
    const answered = async (answer) => {
      const told = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
      if (answer.ok) {
        form.elements._revision.value = told.revision;
        return say(told.saved ? `Draft saved ${told.saved}` : "");
      }
      stopped = answer.status === 409;
      say(told.told || "This draft could not be saved. Your page still holds it.", true);
    };
    const save = async () => {
      clearTimeout(timer);
      if (sending || stopped || !unsaved) return;
      const body = typed();
      let failed = false;
      sending = true;
      unsaved = false;
      try {
        await answered(await fetch(form.dataset.draft, {
          method: "POST", body, redirect: "manual", headers: { Accept: "application/json" },
          keepalive: body.toString().length < BEACON,
        }));
      } catch {
        unsaved = failed = true;
        say("No connection: the draft is not saved yet. Trying again.", true);
      }
      sending = false;
      if (unsaved) later(failed ? AGAIN : PAUSE);
    };
    const changed = () => {
      unsaved = true;
      later(PAUSE);
    };

    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", () => {
      stopped = true;
      clearTimeout(timer);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") save();
    });
    addEventListener("pageshow", () => {
      stopped = false;
    });
  }
})();
