/* Pointing at, or moving to, a flagged paper or a group shows its co-authors and papers in the pictures; lists are
   copied. */
"use strict";
(() => {
  // Numbers and letters mean something within a person only: a page may hold several people.
  for (const person of document.querySelectorAll("[data-person]")) {
    const drawn = [...person.querySelectorAll("svg [data-flagged], svg [data-group]")];
    const pictures = person.querySelectorAll("svg.network, svg.timeline");

    function show(kind, value) {
      for (const picture of pictures) picture.classList.toggle("picking", value !== null);
      for (const element of drawn) {
        const held = element.dataset[kind];
        element.classList.toggle("picked", value !== null && held !== undefined && held.split(" ").includes(value));
      }
    }

    function shown(target) {
      const chosen = target.closest && target.closest("[data-flagged], .picks [data-group]");
      if (!chosen || chosen.closest("svg")) return show("flagged", null);
      return chosen.dataset.flagged === undefined ? show("group", chosen.dataset.group) : show("flagged", chosen.dataset.flagged);
    }

    person.addEventListener("pointerover", (event) => shown(event.target));
    person.addEventListener("pointerleave", () => show("flagged", null));
    person.addEventListener("focusin", (event) => shown(event.target));
    person.addEventListener("focusout", () => show("flagged", null));
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    const text = button.parentElement.querySelector("[data-copied]");
    const usual = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
      } catch {
        getSelection().selectAllChildren(text);
        document.execCommand("copy");
      }
      button.textContent = "Copied ✓";
      setTimeout(() => (button.textContent = usual), 2000);
    });
  }

  // Folded papers open when a link leads to them.
  function unfold() {
    const wanted = location.hash && document.getElementById(location.hash.slice(1));
    const folded = wanted && wanted.closest("details");
    if (folded) {
      folded.open = true;
      wanted.scrollIntoView();
    }
  }
  window.addEventListener("hashchange", unfold);
  unfold();
})();
