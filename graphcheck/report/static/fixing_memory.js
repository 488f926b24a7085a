/* What was ticked and typed, and how it outlives the page. A state has sets, which set each ticked paper is in, and
   the set that ticks go to; a set's `why` is null until somebody changes it. */
"use strict";
const fixingMemory = (() => {
  const BLANK = { kind: "", person: "", typed: "", name: "", orcid: "", institution: "", why: null };
  let unsaved = false;

  /* What the browser keeps for one person and revision; `works` is false where it keeps nothing. */
  function memory(key) {
    const kept = {
      works: true,
      save(state) {
        try {
          localStorage.setItem(key, JSON.stringify({ ...state, ticks: [...state.ticks], saved: new Date().toISOString() }));
        } catch {
          kept.works = false;
        }
        unsaved ||= !kept.works;
      },
      recall() {
        try {
          localStorage.setItem(`${key} `, "");
          localStorage.removeItem(`${key} `);
        } catch {
          kept.works = false;
          return null;
        }
        try {
          return JSON.parse(localStorage.getItem(key));
        } catch {
          return null;
        }
      },
      /* Another tab has the same page open, and changed what is kept. */
      elsewhere(action) {
        addEventListener("storage", (event) => {
          if (event.key === key && event.newValue) action(kept.recall());
        });
      },
      downloaded() {
        unsaved = false;
      },
      forget() {
        try {
          localStorage.removeItem(key);
        } catch {
          kept.works = false;
        }
      },
    };
    return kept;
  }

  /* A state as it was kept, without what this page does not have; null where it is none. */
  function restored(kept, data) {
    if (!kept || kept.version !== 1 || !Array.isArray(kept.sets) || !kept.sets.length) return null;
    const sets = kept.sets.map((one) => {
      const set = { ...BLANK };
      for (const key of Object.keys(BLANK)) if (typeof one?.[key] === "string") set[key] = one[key];
      return set;
    });
    const ids = new Set(data.papers.map((paper) => paper.id));
    const ticks = (Array.isArray(kept.ticks) ? kept.ticks : []).filter((one) => ids.has(one?.[0]) && sets[one[1]]);
    return { version: 1, sets, ticks: new Map(ticks), active: sets[kept.active] ? kept.active : 0, saved: kept.saved };
  }

  /* The state that a page begins with. */
  function beginning(data) {
    const sets = data.start.map(({ person, papers }) => {
      if (person) return { ...BLANK, kind: "suggested", person };
      return { ...BLANK, kind: papers.length ? "unknown" : "" };
    });
    const ticks = data.start.flatMap(({ papers }, at) => papers.map((paper) => [paper, at]));
    return { version: 1, sets, ticks: new Map(ticks), active: 0 };
  }

  /* The state in which all papers go to whom the whole page may be. */
  function merging(data) {
    const { person, why } = data.merge;
    const ticks = new Map(data.papers.map((paper) => [paper.id, 0]));
    return { version: 1, sets: [{ ...BLANK, kind: "other", typed: person, why }], ticks, active: 0 };
  }

  /* Asks before the page is left, where something would be lost. */
  function leaving(event) {
    if (unsaved) event.preventDefault();
  }

  return { BLANK, memory, restored, beginning, merging, leaving };
})();
