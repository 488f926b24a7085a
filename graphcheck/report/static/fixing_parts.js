/* The parts of the dialog that are made by the script: a card for each set of papers, a search for people. What data
   holds is only ever put in as text. */
"use strict";
const fixingParts = (() => {
  const SUGGESTED = "suggested ";
  let made = 0;
  const fresh = () => `fixing-part-${(made += 1)}`;

  function element(tag, properties = {}, ...children) {
    const one = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in one) one[name] = value;
      else one.setAttribute(name, value);
    }
    one.append(...children);
    return one;
  }

  // Letters that have no accent to lose, as people type them without a keyboard for them.
  const PLAIN = { "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th" };
  const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const folded = (text) => bare(text).replace(/[łøđðıßæœþ]/g, (letter) => PLAIN[letter]);

  /* What is known of a person, on a line. */
  function about(person) {
    const kind = person.verified === null ? "" : person.verified ? "verified" : "unverified";
    const papers = person.papers === null ? "" : fixingText.papers(person.papers);
    return [person.name, kind, papers].filter(Boolean).join(", ");
  }

  /* The person whom a text means: an id or an address of the Anthology, or a name that only one of them has. */
  function meant(text, people, prefix) {
    const typed = fixingText.oneLine(text).replace(/^https?:[/]{2}[^/]+[/]([^?#]*[/])?people[/]([a-z][/])?([^?#]+).*$/i, "$3").replace(/\/$/, "");
    if (people.has(typed)) return typed;
    if (prefix) {
      const own = typed.startsWith(prefix) ? typed : prefix + typed;
      if (people.has(own) || (own === typed && /^[\w.:/-]+$/.test(own))) return own;
    }
    const same = [...people.values()].filter((person) => person.name && folded(person.name) === folded(typed));
    if (same.length === 1) return same[0].id;
    return !prefix && /^[a-z0-9][a-z0-9-]*(\/unverified)?$/.test(typed) ? typed : "";
  }

  /* A text field that offers people; the pattern "editable combobox with list autocomplete" of the ARIA practices. */
  function search(label, people, value, changed) {
    const [id, list] = [fresh(), fresh()];
    const input = element("input", {
      id, type: "text", value, autocomplete: "off", spellcheck: false, placeholder: "id or name", role: "combobox",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list,
    });
    const options = element("ul", { id: list, role: "listbox", "aria-label": "People", hidden: true });
    let active = -1;

    function show(open) {
      options.hidden = !open || !options.childElementCount;
      input.setAttribute("aria-expanded", String(!options.hidden));
      move(-1);
    }
    function move(to) {
      active = to;
      [...options.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === to)));
      if (to < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", options.children[to].id);
      options.children[to].scrollIntoView({ block: "nearest" });
    }
    function take(person) {
      input.value = person;
      show(false);
      changed(input.value);
    }
    function offer() {
      const words = folded(input.value).split(/[\s,]+/).filter(Boolean);
      const fits = (person) => words.every((word) => folded(`${person.id} ${person.name}`).includes(word));
      options.replaceChildren(
        ...[...people.values()].filter(fits).slice(0, 30).map((person) => {
          const one = element("li", { id: fresh(), role: "option", "aria-selected": "false" });
          one.append(element("b", {}, element("bdi", { textContent: person.id })), " ");
          one.append(element("span", { className: "soft" }, element("bdi", { textContent: about(person) })));
          one.addEventListener("mousedown", (event) => event.preventDefault());
          one.addEventListener("click", () => take(person.id));
          return one;
        }),
      );
      show(true);
    }

    input.addEventListener("input", () => {
      offer();
      changed(input.value);
    });
    input.addEventListener("click", offer);
    input.addEventListener("blur", () => show(false));
    input.addEventListener("keydown", (event) => {
      const count = options.childElementCount;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (options.hidden) return offer();
        const step = event.key === "ArrowDown" ? 1 : -1;
        move(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        options.children[active].click();
      } else if (event.key === "Escape" && !options.hidden) {
        event.stopPropagation();
        show(false);
      }
    });
    const box = element("div", { className: "fixing-search" }, element("label", { htmlFor: id, textContent: label }), input, options);
    return { box, input };
  }

  /* A labelled field; `problem` says what is wrong with a value, "" for nothing. */
  function field(label, value, properties, changed) {
    const [id, wrong] = [fresh(), fresh()];
    const input = element(properties.rows ? "textarea" : "input", { id, value, autocomplete: "off", ...properties });
    const said = element("p", { id: wrong, className: "fixing-wrong", role: "alert" });
    input.setAttribute("aria-describedby", wrong);
    input.addEventListener("input", () => changed(input.value));
    const box = element("div", { className: "fixing-field" }, element("label", { htmlFor: id, textContent: label }), input, said);
    function problem(text) {
      if (said.textContent !== text) said.textContent = text;
      input.setAttribute("aria-invalid", String(Boolean(text)));
    }
    return { box, input, problem };
  }

  function choice(group, label, hint) {
    const [id, more] = [fresh(), fresh()];
    const input = element("input", { id, type: "radio", name: group, autocomplete: "off", "aria-describedby": more });
    const told = element("span", { id: more, className: "soft" }, element("bdi", { textContent: hint }));
    const text = element("label", { htmlFor: id }, element("bdi", { textContent: label }));
    return { input, told, row: element("div", { className: "fixing-choice" }, input, element("div", {}, text, " ", told)) };
  }

  /* The card of one set. `set` is changed in place, `told.changed()` is called after; `told.remove`, `told.take`. */
  function card(number, set, several, data, people, told) {
    const [group, title] = [fresh(), fresh()];
    const choices = new Map();
    const count = element("span", { className: "soft" });
    const rows = element("div", { role: "radiogroup", "aria-labelledby": title });
    const pick = (kind, person = "") => () => {
      Object.assign(set, { kind, person });
      if (kind === "new" && !set.name) set.name = told.name();
      told.changed();
    };
    function add(key, label, hint, chosen, ...fields) {
      const one = choice(group, label, hint);
      one.input.addEventListener("change", chosen);
      one.fields = element("div", { className: "fixing-fields", hidden: true }, ...fields);
      rows.append(one.row, one.fields);
      choices.set(key, one);
    }
    const written = (key) => (text) => {
      set[key] = text;
      told.changed();
    };
    const typed = search("Id or name", people, set.typed, written("typed"));
    const wrong = element("p", { className: "fixing-wrong", role: "alert", id: fresh() });
    const who = element("p", { className: "soft small", id: fresh() });
    typed.input.setAttribute("aria-describedby", `${wrong.id} ${who.id}`);
    const name = field("Name", set.name, { type: "text" }, written("name"));
    const orcid = field("ORCID", set.orcid, { type: "text", placeholder: "0000-0002-1825-0097", spellcheck: false }, written("orcid"));
    const institution = field("Institution of the highest degree", set.institution, { type: "text" }, written("institution"));
    const why = field("Why (stands in the issue)", "", { rows: 3 }, written("why"));

    const suggested = new Set(data.papers.flatMap((paper) => paper.suggested.map(([person]) => person)));
    for (const person of suggested) {
      const known = people.get(person);
      add(SUGGESTED + person, person, known ? about(known) : "", pick("suggested", person));
    }
    add("other", suggested.size ? "another person who has an id" : "a person who has an id", "found by name, or typed", pick("other"), typed.box, wrong, who);
    add("new", "a new person", "who has no id yet", pick("new"), element("div", { className: "fixing-row" }, name.box, orcid.box, institution.box));
    add("unknown", "I don’t know", "the papers are only taken off this page", pick("unknown"));

    const head = element("div", { className: "fixing-bar" });
    const level = `H${Number(told.heading.tagName[1]) + 1}`;
    head.append(element(level, { id: title }, element("span", { className: "fixing-number", textContent: several ? `Set ${number}` : "The ticked papers" }), " ", count));
    const active = element("button", { type: "button", textContent: "Ticks go here", "aria-describedby": title });
    if (several) {
      const remove = element("button", { type: "button", textContent: "Remove", "aria-describedby": title });
      active.addEventListener("click", () => told.take());
      remove.addEventListener("click", () => told.remove());
      head.append(element("div", { className: "fixing-buttons" }, active, remove));
    }
    const box = element("section", { className: "fixing-set", "aria-labelledby": title }, head, rows, why.box);

    /* Show what the set holds: its papers, who is suggested for them, what is wrong. */
    function refresh(papers, isActive, reasons, problems) {
      count.textContent = papers.length ? fixingText.papers(papers.length) : "no paper yet";
      box.classList.toggle("fixing-active", several && isActive);
      active.setAttribute("aria-pressed", String(isActive));
      for (const [key, one] of choices) {
        const person = key.startsWith(SUGGESTED) ? key.slice(SUGGESTED.length) : null;
        one.input.checked = person === null ? set.kind === key : set.kind === "suggested" && set.person === person;
        one.fields.hidden = !one.input.checked;
        if (person !== null) suggest(one, person, papers);
      }
      const values = [[typed.input, set.typed], [name.input, set.name], [orcid.input, set.orcid], [institution.input, set.institution], [why.input, set.why ?? reasons]];
      for (const [input, value] of values) if (input.value !== value) input.value = value;
      if (wrong.textContent !== (problems.typed ?? "")) wrong.textContent = problems.typed ?? "";
      typed.input.setAttribute("aria-invalid", String(Boolean(problems.typed)));
      introduce(set.kind === "other" && !problems.typed ? meant(set.typed, people, data.site.prefix) : "");
      name.problem(problems.name ?? "");
      orcid.problem(problems.orcid ?? "");
    }
    function introduce(person) {
      if (who.dataset.person === person) return;
      who.dataset.person = person;
      const known = people.get(person);
      const link = element("a", { href: fixingText.personUrl(person, data), rel: "external", target: "_blank", textContent: person });
      who.replaceChildren(...(person ? [link, known ? `: ${about(known)}` : " is not known to this page: make sure that it is the right id"] : []));
    }
    function suggest(one, person, papers) {
      const found = papers.flatMap((paper) => paper.suggested.filter(([other]) => other === person));
      one.row.hidden = !found.length && !one.input.checked;
      if (!found.length) return;
      const most = Math.max(...found.map(([, probability]) => probability));
      const chance = most > 0.99 ? "> 99%" : most < 0.01 ? "< 1%" : `${Math.round(most * 100)}%`;
      const known = people.get(person);
      const whose = papers.length > 1 ? ` for ${found.length} of these papers, up to ${chance}` : `, ${chance}`;
      one.told.firstChild.textContent = `${known && about(known) ? `${about(known)}; ` : ""}suggested${whose}: ${found[0][2]}`;
    }
    return { box, refresh };
  }

  return { element, card, meant };
})();
