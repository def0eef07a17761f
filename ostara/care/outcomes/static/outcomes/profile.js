// The sum of four weeks as it is typed, and sharing only where somebody injects. Without script the record adds up itself.
"use strict";

(() => {
  const inject = document.querySelector('[data-item="injecting_days"]');
  const shared = document.querySelectorAll("[data-where-injecting]");

  const sum = (line) => {
    const [total, ...weeks] = boxes(line);
    const known = weeks.map((box) => box.value.trim()).filter((value) => value !== "");
    if (known.length === 0) {
      if (total.dataset.added) total.value = "";
      delete total.dataset.added;
      return;
    }
    const whole = known.length === weeks.length && known.every((value) => /^[0-7]$/.test(value));
    if (whole) {
      total.value = known.reduce((all, value) => all + Number(value), 0);
      total.dataset.added = "yes";
    } else if (total.dataset.added) {
      total.value = "";
      delete total.dataset.added;
    }
  };

  const boxes = (line) => {
    const name = line.dataset.item;
    const of = (suffix) => line.querySelector(`[name="${name}${suffix}"]`);
    return [of(""), of("_1"), of("_2"), of("_3"), of("_4")].filter(Boolean);
  };

  const ask = () => {
    const none = inject?.querySelector('[name="injecting_days"]').value.trim() === "0";
    for (const line of shared) line.hidden = none && !line.querySelector(":checked");
  };

  document.addEventListener("input", (event) => {
    const line = event.target.closest("[data-item]");
    if (!line) return;
    if (/_[1-4]$/.test(event.target.name) && boxes(line).length === 5) sum(line);
    if (line === inject) ask();
  });
  ask();
})();
