/* The dialog "Fixing paper assignments": which papers go, in which sets, to whom; what is ticked outlives the page. */
"use strict";
(() => {
  const { element, card, meant } = fixingParts;
  const { BLANK, memory, restored, beginning, merging, leaving } = fixingMemory;

  for (const root of document.querySelectorAll("[data-fixing]")) dialog(root);
  addEventListener("beforeunload", leaving);

  function dialog(root) {
    const data = JSON.parse(root.querySelector("[data-facts]").textContent);
    const people = new Map(data.people.map((person) => [person.id, person]));
    const part = (name) => root.querySelector(`[data-${name}]`);
    const rows = new Map([...root.querySelectorAll("[data-paper]")].map((row) => [row.dataset.paper, row]));
    const box = (row) => row.querySelector("input[type=checkbox]");
    const groups = [...root.querySelectorAll("[data-group]")].map((group) => ({
      whole: group.querySelector("[data-whole]"),
      papers: [...group.querySelectorAll("[data-paper]")].map((row) => row.dataset.paper),
    }));
    const kept = memory(data.key);
    const before = restored(kept.recall(), data);
    let state = before ?? beginning(data);
    let cards = [];
    let correction = null;

    const of = (at) => data.papers.filter((paper) => state.ticks.get(paper.id) === at);
    const say = (text) => (part("said").textContent = text);
    const rest = () => data.papers.filter((paper) => !state.ticks.has(paper.id));

    /* The ORCID of the page's person: what only papers state is theirs, and goes with them. */
    const ownOrcid = () => (data.stating.length && data.stating.every((paper) => state.ticks.has(paper)) ? "" : data.orcid);

    function tick(papers, on) {
      for (const paper of papers) {
        if (on && !state.ticks.has(paper)) state.ticks.set(paper, state.active);
        if (!on) state.ticks.delete(paper);
      }
      changed();
    }

    /* What is not right yet in a set: by field, and as a whole. */
    function problemsOf(set, at) {
      const found = {};
      const leaving = of(at).map((paper) => paper.id);
      const person = chosen(set);
      const earlier = (same) => state.sets.slice(0, at).some((other, i) => of(i).length && same(other));
      if (!set.kind) found.whole = "Say whose papers they are";
      if (set.kind === "other" && !person) found.typed = set.typed ? `“${set.typed}” is no id, and no single person here has that name: take one of the list, or type an id such as ji-liu` : "";
      if (set.kind === "other" && !person) found.whole = "Name the person";
      if (person && person === data.person) found.whole = found.typed = `${person} is the person whose page this is`;
      if (person && earlier((other) => chosen(other) === person)) found.whole = "This goes to the same person as another set: move its papers there";
      const twice = leaving.find((paper) => people.get(person)?.has?.includes(paper));
      if (twice) found.whole = `${person} is an author of ${twice} already`;
      if (set.kind !== "new") return found;
      if (!fixingText.oneLine(set.name)) found.whole = found.name = "Give the person’s name";
      const orcid = fixingText.orcid(set.orcid);
      if (set.orcid.trim() && !orcid) found.orcid = "This is no ORCID: its form or its last character (a checksum) is wrong";
      else if (orcid && orcid === ownOrcid()) found.orcid = "This is the ORCID of the person whose page this is";
      else if (orcid && earlier((other) => other.kind === "new" && fixingText.orcid(other.orcid) === orcid)) found.orcid = "Another set has this ORCID";
      if (found.orcid) found.whole = "Put the ORCID right, or leave it out";
      return found;
    }

    function chosen(set) {
      return set.kind === "suggested" ? set.person : set.kind === "other" ? meant(set.typed, people, data.site.prefix) : "";
    }

    const reasons = (at) => of(at).filter((paper) => paper.reason).map((paper) => `${paper.id}: ${paper.reason}`).join("\n");

    function target(set, at) {
      const papers = of(at).map((paper) => paper.id);
      const why = fixingText.lines(set.why ?? reasons(at)).slice(0, 20000);
      const short = (text) => fixingText.oneLine(text).slice(0, 300).trim();
      if (set.kind === "new") {
        return { kind: "new", papers, name: short(set.name), orcid: fixingText.orcid(set.orcid), institution: short(set.institution), why };
      }
      const person = chosen(set);
      if (!person) return { kind: "unknown", papers, why };
      const known = people.get(person);
      return { kind: "person", papers, person, name: short(known?.name ?? ""), has: known?.has ?? null, why };
    }

    function selection() {
      const targets = state.sets.map((set, at) => (of(at).length ? target(set, at) : null)).filter(Boolean);
      const { person, name, revision } = data;
      const keeps = rest().map((paper) => paper.id);
      // Two pages of one person, and not papers that are all somebody else's: only where that is told.
      const merge = !keeps.length && targets.length === 1 && Boolean(data.merge) && targets[0].person === data.merge.person;
      const orcid = merge ? data.orcid : ownOrcid();
      return {
        format: "graphcheck-selection", version: 1, person, name: fixingText.oneLine(name).slice(0, 300).trim(), orcid, revision,
        keeps, targets, ...(merge && { merge }),
      };
    }

    function changed() {
      kept.save(state);
      part("notice").replaceChildren();
      if (!kept.works) warn();
      refresh();
    }

    function refresh() {
      const problems = state.sets.map(problemsOf);
      for (const [paper, row] of rows) refreshRow(paper, row);
      for (const { whole, papers } of groups) {
        const ticked = papers.filter((paper) => state.ticks.has(paper)).length;
        whole.checked = ticked === papers.length;
        whole.indeterminate = ticked > 0 && ticked < papers.length;
      }
      cards.forEach((one, at) => one.refresh(of(at), at === state.active, reasons(at), problems[at]));
      const leaving = data.papers.length - rest().length;
      say(leaving ? `${fixingText.papers(leaving)} of ${data.papers.length} ticked` : "No paper is ticked");
      show(leaving, problems);
    }

    function refreshRow(paper, row) {
      const at = state.ticks.get(paper);
      box(row).checked = at !== undefined;
      row.classList.toggle("fixing-ticked", at !== undefined);
      let goes = row.querySelector("select");
      if (at === undefined || state.sets.length < 2) return goes?.parentElement.remove();
      if (!goes) {
        goes = element("select", { autocomplete: "off" });
        goes.addEventListener("change", () => {
          state.ticks.set(paper, Number(goes.value));
          changed();
        });
        row.append(element("label", { className: "fixing-goes" }, element("span", { className: "fixing-unseen", textContent: `set of ${paper}` }), goes));
      }
      goes.replaceChildren(...state.sets.map((_, i) => element("option", { value: String(i), textContent: `Set ${i + 1}` })));
      goes.value = String(at);
    }

    function show(leaving, problems) {
      const open = problems.map((found, at) => [found, at]).filter(([found, at]) => found.whole && of(at).length);
      const missing = open.map(([found, at]) => (state.sets.length > 1 ? `Set ${at + 1}: ` : "") + found.whole);
      if (!leaving) missing.unshift("Tick the papers that are not this person’s.");
      part("missing").replaceChildren(...missing.map((text) => element("li", { textContent: text })));
      part("ready").hidden = missing.length > 0;
      correction = missing.length ? null : selection();
      if (!correction) return;
      const made = fixingText.issue(correction, data);
      const { url, whole } = fixingText.address(made, data);
      part("summary").textContent = correction.targets.map(told).join("; ") + `; ${fixingText.papers(correction.keeps.length)} ${correction.keeps.length === 1 ? "stays" : "stay"}.`;
      part("title").textContent = made.title;
      part("text").value = made.body;
      part("open").hidden = !url;
      part("open").href = url;
      part("long").hidden = whole;
    }

    function told(one) {
      const whom = { person: `to ${one.person}`, new: `to a new person, ${one.name}`, unknown: "to somebody who is not known" };
      return `${fixingText.papers(one.papers.length)} ${whom[one.kind]}`;
    }

    function build() {
      const heading = root.querySelector("section[aria-labelledby$='-whose'] > :first-child");
      cards = state.sets.map((set, at) =>
        card(at + 1, set, state.sets.length > 1, data, people, {
          heading,
          changed,
          name: () => of(at)[0]?.name ?? data.name,
          take() {
            state.active = at;
            changed();
            say(`What you tick now goes to set ${at + 1}`);
          },
          remove() {
            const left = [...state.ticks].filter(([, i]) => i !== at).map(([paper, i]) => [paper, i > at ? i - 1 : i]);
            state = { ...state, sets: state.sets.filter((other) => other !== set), ticks: new Map(left), active: 0 };
            build();
            changed();
            root.querySelector("[data-do=add]").focus();
          },
        }),
      );
      part("sets").replaceChildren(...cards.map((one) => one.box));
    }

    function notice(text, button, action) {
      const press = element("button", { type: "button", textContent: button });
      press.addEventListener("click", action);
      part("notice").replaceChildren(element("p", { className: "fixing-told" }, text, " ", press));
    }

    function warn() {
      part("notice").replaceChildren(element("p", { className: "note", textContent: "This browser keeps nothing for this page: download the selection file before you leave, or what you ticked is lost." }));
    }

    function take(next) {
      state = next;
      build();
      refresh();
    }

    /* Take another state at once, with a way back; `name` is that of the action. */
    function takeAnew(next, text, name) {
      const old = structuredClone(state);
      take(next);
      notice(text, "Bring back what was there", () => {
        take(old);
        changed();
        say("What was there is back");
        root.querySelector(`[data-do=${name}]`).focus();
      });
      part("notice").querySelector("button").focus();
    }

    function startOver() {
      kept.forget();
      takeAnew(beginning(data), "Started over: the flagged papers are ticked.", "fresh");
    }

    function merge() {
      const next = merging(data);
      kept.save(next);
      takeAnew(next, `All papers are ticked, for ${data.merge.person}.`, "merge");
    }

    async function copy() {
      const text = part("text");
      try {
        await navigator.clipboard.writeText(text.value);
      } catch {
        text.select();
        document.execCommand("copy");
      }
      say("The issue’s text is copied");
      flash("copy", "Copied");
    }

    function flash(name, text) {
      const button = root.querySelector(`[data-do=${name}]`);
      const usual = (button.dataset.usual ??= button.textContent);
      button.textContent = `${text} ✓`;
      setTimeout(() => (button.textContent = usual), 2000);
    }

    function download() {
      const file = new Blob([`${JSON.stringify(correction, null, 2)}\n`], { type: "application/json" });
      const link = element("a", { href: URL.createObjectURL(file), download: `selection-${data.person.replace(/[^\w.-]+/g, "-").slice(0, 100)}.json` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      kept.downloaded();
      flash("download", "Downloaded");
    }

    const actions = {
      flagged: () => tick(data.start.flatMap(({ papers }) => papers), true),
      none: () => tick([...rows.keys()], false),
      fresh: startOver,
      merge,
      add() {
        state.sets.push({ ...BLANK });
        state.active = state.sets.length - 1;
        build();
        changed();
        say(`What you tick now goes to set ${state.sets.length}`);
        cards.at(-1).box.scrollIntoView({ block: "nearest" });
      },
      copy,
      download,
    };

    root.addEventListener("click", (event) => actions[event.target.closest?.("[data-do]")?.dataset.do]?.());
    for (const [paper, row] of rows) box(row).addEventListener("change", (event) => tick([paper], event.target.checked));
    for (const { whole, papers } of groups) whole.addEventListener("change", () => tick(papers, whole.checked));
    part("plain").remove();
    for (const hidden of root.querySelectorAll("[data-script]")) hidden.hidden = false;
    build();
    refresh();
    kept.elsewhere((now) => {
      take(restored(now, data) ?? beginning(data));
      say("This page was changed in another tab; here is what was selected there");
    });
    if (!kept.works) warn();
    else if (before) {
      const when = new Date(before.saved);
      const day = isNaN(when) ? "" : `, ${when.toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}`;
      notice(`What you selected before (kept in this browser${day}) is back.`, "Start over", startOver);
    }
  }
})();
