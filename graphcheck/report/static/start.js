/* The start page's list: searched, filtered, sorted, and drawn a batch at a time. Data is only ever set as text. */
"use strict";
(() => {
  const { site, people } = JSON.parse(document.getElementById("data").textContent);
  const BATCH = 60;
  const LIKELY = 0.25; // probability from which a suggested person is named in a row
  const GONE = ["dismissed", "resolved"];
  const FRESH = ["new", "relapsed"];
  const field = (id) => document.getElementById(id);
  const body = field("findings").tBodies[0];
  let rows = [];
  let drawn = 0;

  // Texts

  // Letters that have no accent to lose, as people type them without a keyboard for them.
  const PLAIN = { "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th" };

  function folded(text) {
    const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return bare.replace(/[łøđðıßæœþ]/g, (letter) => PLAIN[letter]);
  }

  function percent(score) {
    return score > 0.99 ? "> 99%" : score < 0.01 ? "< 1%" : Math.round(score * 100) + "%";
  }

  function count(number, noun) {
    return number.toLocaleString("en") + " " + noun + (number === 1 ? "" : "s");
  }

  function about(number) {
    return number < 10 ? String(Number(number.toPrecision(2))) : Math.round(number).toLocaleString("en");
  }

  // Elements

  function make(tag, classes, ...content) {
    const element = document.createElement(tag);
    if (classes) element.className = classes;
    element.append(...content);
    return element;
  }

  function named(text) {
    return make("bdi", "", text);
  }

  function link(href, text, classes) {
    const element = make("a", classes, named(text));
    element.href = href;
    return element;
  }

  function paperLink(id) {
    if (!site.paper) return named(id);
    const own = id.slice(site.prefix.length);
    const parts = site.slashes ? own.split("/") : [own];
    return link(site.paper + parts.map(encodeURIComponent).join("/") + site.end, id, "");
  }

  function badge(text, classes) {
    return make("span", "badge " + classes, text);
  }

  function labelled(element, label) {
    element.dataset.label = label;
    return element;
  }

  // What is wanted

  function words(person, finding) {
    if (finding.words === undefined) {
      const papers = (finding.papers ? finding.papers.join(" ") : finding.paper + " " + finding.title) +
        (finding.others || []).map(([other]) => " " + other).join("");
      finding.words = folded(person.name + " " + person.id + " " + papers);
    }
    return finding.words;
  }

  function stateFits(state, wanted) {
    if (wanted === "open") return !GONE.includes(state);
    return wanted === "" || (wanted === "fresh" ? FRESH.includes(state) : state === wanted);
  }

  function linkFits(kind, wanted) {
    return wanted === "" || (kind !== undefined && (kind === "inferred") === (wanted === "inferred"));
  }

  function chosen() {
    const parts = folded(field("find").value).split(/\s+/).filter(Boolean);
    const [state, code, kind] = ["state", "code", "link"].map((id) => field(id).value);
    const [score, year] = ["score", "year"].map((id) => Number(field(id).value));
    const fits = (person, finding) =>
      stateFits(finding.state, state) &&
      (code === "" || finding.code === code) &&
      linkFits(finding.link, kind) &&
      finding.score >= score &&
      finding.year >= year &&
      parts.every((part) => words(person, finding).includes(part));
    return people
      .map((person) => ({ person, findings: person.findings.filter((finding) => fits(person, finding)) }))
      .filter((row) => row.findings.length);
  }

  /* The rows of a view: all, those of verified or of unverified pages, those with one flagged paper and no more. */
  function inView(all, view) {
    if (view === "single") return all.filter(({ findings }) => findings.length === 1 && findings[0].paper);
    return view === "" ? all : all.filter(({ person }) => person.verified === (view === "verified"));
  }

  function counted(all) {
    for (const choice of field("views").querySelectorAll("input")) {
      choice.nextElementSibling.querySelector("b").textContent = inView(all, choice.value).length.toLocaleString("en");
    }
  }

  /* Expected misfiled papers: each paper once, with the highest score of a finding about it; papers that only a finding
     about the page names count for no more than there are outside its largest group. */
  function worth(findings, apart) {
    const chance = new Map();
    const flagged = new Set();
    for (const finding of findings) {
      if (finding.free) continue; // claims no paper to be somebody else's
      if (finding.state === "dismissed" || finding.state === "resolved") continue;
      if (finding.paper) flagged.add(finding.paper);
      for (const paper of finding.papers || [finding.paper]) {
        chance.set(paper, Math.max(chance.get(paper) || 0, finding.score));
      }
    }
    let cost = 0;
    let withThePage = 0;
    for (const [paper, value] of chance) {
      if (flagged.has(paper)) cost += value;
      else withThePage += value;
    }
    cost += Math.min(withThePage, Math.max(apart - flagged.size, 0));
    return { cost, best: findings[0], year: Math.max(...findings.map((finding) => finding.year)) };
  }

  function sorted(found, order) {
    const by = {
      cost: (one, other) => other.cost - one.cost,
      score: (one, other) => other.best.score - one.best.score || other.cost - one.cost,
      year: (one, other) => other.year - one.year || other.cost - one.cost,
      name: (one, other) => one.person.name.localeCompare(other.person.name),
    };
    return found.sort(by[order]);
  }

  // Rows

  function groups(person) {
    const space = "http://www.w3.org/2000/svg";
    const picture = document.createElementNS(space, "svg");
    picture.setAttribute("class", "mini");
    picture.setAttribute("viewBox", "0 0 100 10");
    picture.setAttribute("preserveAspectRatio", "none");
    picture.setAttribute("aria-hidden", "true");
    const scale = 100 / person.bar.reduce((sum, size) => sum + size, 0);
    let x = 0;
    person.bar.forEach((size, at) => {
      const part = document.createElementNS(space, "rect");
      part.setAttribute("class", "k" + at);
      part.setAttribute("x", x.toFixed(2));
      part.setAttribute("width", Math.max(size * scale - 0.6, 0.6).toFixed(2));
      part.setAttribute("height", 10);
      picture.append(part);
      x += size * scale;
    });
    return picture;
  }

  function shape(person) {
    const cell = make("td", "shape");
    if (person.papers) {
      const flagged = person.flagged ? ", " + person.flagged.toLocaleString("en") + " flagged" : "";
      cell.append(groups(person), make("span", "sub", count(person.groups, "group") + flagged));
    }
    return cell;
  }

  function whose(finding) {
    if (!finding.whose) return "";
    const [person, probability, href] = finding.whose;
    const given = finding.code === "GC101" ? "if it is not this person's, " : ""; // others say whose it is by their score
    return make("span", "could", given + "could be ", link(href, person, ""), " ", make("span", "soft", percent(probability)));
  }

  function told(finding) {
    const item = make("li", "");
    const head = make("p", "", make("span", "chance number", percent(finding.score)), " ", badge(finding.code, finding.code), " ",
      badge(finding.state, "state " + finding.state), " ");
    if (finding.paper) head.append(paperLink(finding.paper), " ", named(finding.title), " ", make("span", "soft", String(finding.year || "")));
    else head.append(count(finding.papers.length, "paper") + (finding.code === "GC102" ? " to be parted from the page" : ""));
    for (const [other, href] of finding.others || []) head.append(" ", link(href, other, ""));
    item.append(head, make("p", "small soft", named(finding.text), " ", whose(finding)));
    if (finding.note) item.append(make("p", "small soft", named(finding.note)));
    if (finding.papers) {
      const ids = make("p", "small papers-of");
      for (const paper of finding.papers.slice(0, 200)) ids.append(paperLink(paper), " ");
      item.append(ids);
    }
    return item;
  }

  function unfolding(findings) {
    const details = make("details", "", make("summary", "", findings.length === 1 ? "the finding" : "all " + findings.length));
    details.addEventListener("toggle", () => {
      if (details.open && details.childElementCount === 1) details.append(make("ul", "told", ...findings.map(told)));
    });
    return details;
  }

  function foundCell(row) {
    const { best, findings } = row;
    const states = [...new Set(findings.map((finding) => finding.state))];
    const codes = [...new Set(findings.map((finding) => finding.code))].sort();
    const cell = make("td", "found");
    const marks = make("p", "marks", ...states.map((state) => badge(state, "state " + state)));
    for (const code of codes) {
      const number = findings.filter((finding) => finding.code === code).length;
      marks.append(badge(number > 1 ? code + " × " + number : code, code));
    }
    const first = findings.find((finding) => finding.whose && finding.whose[1] >= LIKELY);
    if (first) marks.append(whose(first));
    cell.append(marks, make("p", "text", named(best.text)), unfolding(findings));
    return cell;
  }

  function drawRow(row) {
    const { person } = row;
    const who = person.href ? link(person.href, person.name, "who") : make("span", "who", named(person.name));
    const head = make("th", "", who, " ",
      person.verified ? badge("verified", "verified") : "", make("span", "sub", named(person.id)));
    head.scope = "row";
    return make("tr", "",
      labelled(make("td", "cost number", about(row.cost), person.papers ? make("span", "sub", "of " + person.papers.toLocaleString("en")) : ""), "Misfiled"),
      head,
      shape(person),
      labelled(make("td", "score number", percent(row.best.score)), "Surest"),
      foundCell(row));
  }

  function drawMore() {
    const next = rows.slice(drawn, drawn + BATCH);
    body.append(...next.map(drawRow));
    drawn += next.length;
    field("more").hidden = drawn >= rows.length;
  }

  function apply() {
    const all = chosen();
    counted(all);
    const view = field("views").querySelector(":checked").value;
    rows = sorted(inView(all, view).map((row) => ({ ...row, ...worth(row.findings, row.person.apart) })), field("order").value);
    drawn = 0;
    body.replaceChildren();
    drawMore();
    const findings = rows.reduce((sum, row) => sum + row.findings.length, 0);
    field("count").textContent = rows.length
      ? count(findings, "finding") + " on " + count(rows.length, "page")
      : "Nothing fits; take a filter back, or Reset.";
  }

  function reset() {
    for (const element of field("tools").querySelectorAll("input, select")) {
      if (element.type === "radio") element.checked = element.defaultChecked;
      else if (element.type === "search") element.value = "";
      else element.selectedIndex = Math.max([...element.options].findIndex((option) => option.defaultSelected), 0);
    }
    apply();
    field("find").focus();
  }

  let waiting = 0;
  field("tools").addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(apply);
  });
  field("reset").addEventListener("click", reset);
  field("more").addEventListener("click", drawMore);
  new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting)) drawMore();
  }, { rootMargin: "400px" }).observe(field("more"));
  // "/" goes to the search, as on many sites; a browser that comes back has kept the fields.
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select, textarea")) {
      event.preventDefault();
      field("find").focus();
    }
  });
  window.addEventListener("pageshow", apply);
  field("tools").hidden = false;
  field("without").hidden = true;
})();
