// Shows each new page where the last one stood, with the reader's place kept, and what is said about it beside it.
"use strict";

const at = id => document.getElementById(id);
const period = document.body.dataset.period;
let frame = null;  // of the page that is shown
let wanted = null;  // the name of the page that is shown or on its way
let since = null;  // when the page shown was made, by this browser's clock

const narrow = window.matchMedia("(max-width: 62rem)");
function fold(isFolded) {
  document.body.classList.toggle("folded", isFolded);
  at("fold").setAttribute("aria-expanded", String(!isFolded));
}
fold(narrow.matches);
at("fold").addEventListener("click", () => fold(!document.body.classList.contains("folded")));

const clock = when => when.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

// Puts HTML of ours in place, keeping which parts the reader has opened or closed.
function put(place, html) {
  if (place.dataset.html === html) return;
  place.dataset.html = html;
  const open = new Map([...place.querySelectorAll("details")].map(one => [one.dataset.name, one.open]));
  place.innerHTML = html;
  for (const one of place.querySelectorAll("details")) {
    if (open.has(one.dataset.name)) one.open = open.get(one.dataset.name);
  }
}

// Where the reader is: the last place with an address above the top of the window, and how far above.
function readersPlace(old) {
  const places = [...old.querySelectorAll("main [id]")].filter(one => one.getClientRects().length);
  const above = places.filter(one => one.getBoundingClientRect().top <= 1).pop();
  return {
    top: old.defaultView.scrollY,
    id: above && above.id,
    offset: above ? above.getBoundingClientRect().top : 0,
    open: [...old.querySelectorAll("details")].map(one => one.open),
  };
}

function returnTo(fresh, place) {
  const details = [...fresh.querySelectorAll("details")];
  if (details.length === place.open.length) details.forEach((one, index) => { one.open = place.open[index]; });
  const mark = place.top > 0 && place.id && fresh.getElementById(place.id);
  const top = mark ? fresh.defaultView.scrollY + mark.getBoundingClientRect().top - place.offset : place.top;
  fresh.defaultView.scrollTo(0, top);
}

// The page is loaded behind the old one and takes its place when it is there: nothing flickers.
function load(name) {
  for (const one of document.querySelectorAll("iframe.coming")) one.remove();
  const coming = document.createElement("iframe");
  coming.className = "coming";
  coming.title = "The page as it would be published";
  coming.setAttribute("sandbox", "allow-same-origin");  // no scripts, no forms, no windows
  coming.addEventListener("load", () => {
    const fresh = coming.contentDocument;
    if (coming.isConnected && coming.classList.contains("coming")) {
      if (frame && frame.contentDocument) returnTo(fresh, readersPlace(frame.contentDocument));
      coming.classList.remove("coming");
      if (frame) frame.remove();
      frame = coming;
      at("page").dataset.shown = name;
      at("none").hidden = true;
    }
    fresh.addEventListener("click", follow);
  });
  coming.src = `page?${name}`;
  at("page").append(coming);
}

// Links within the page work; those that leave it would take the preview away.
function follow(event) {
  const link = event.target.closest && event.target.closest("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  if (new URL(link.href).origin !== location.origin) window.open(link.href, "_blank", "noopener,noreferrer");
  else told("good", "That link leads to what pprr run makes beside the page");
}

at("listed").addEventListener("click", event => {
  const link = event.target.closest("a[data-place]");
  if (!link) return;
  event.preventDefault();
  const place = frame && frame.contentDocument.getElementById(link.dataset.place);
  if (!place) return told("good", `The page shows nothing under ${link.textContent}`);
  place.scrollIntoView({ block: "start" });
  if (narrow.matches) fold(true);
});

function told(kind, text) {
  at("status").className = `status ${kind}`;
  if (at("status").textContent !== text) at("status").textContent = text;
}

function show(state) {
  const { portfolio, title, state: standing, open, html } = state.queries;
  if (portfolio) {
    at("portfolio").textContent = portfolio;
    at("title").textContent = title;
    at("state").textContent = standing;
    at("state").hidden = false;
  }
  const mark = state.failure ? "Failed: " : "";
  document.title = `${mark}Preview: ${at("portfolio").textContent}, ${period}`;
  at("open").textContent = open || "";
  put(at("listed"), html || "");
  put(at("failure"), state.failure);
  if (state.page && state.page !== wanted) {
    wanted = state.page;
    since = new Date(Date.now() - state.age * 1000);
    load(state.page);
  }
  at("none").hidden = Boolean(state.page);
  if (state.failure && !state.page) at("none").textContent = "There is no page yet: see what is in the way.";
  at("old").hidden = !(state.failure && state.page);
  if (!at("old").hidden) at("old").textContent = `This page is old: it is from ${clock(since)}, before what is saved now.`;
  if (state.working) told("working", "Making the page");
  else if (state.failure) told("failed", state.page ? "Not made: the page is old" : "Not made");
  else told("good", `Up to date, made in ${state.seconds.toFixed(1)} s`);
  if (state.failure && !state.working && narrow.matches) fold(false);
}

const events = new EventSource("events");
events.addEventListener("message", event => show(JSON.parse(event.data)));
events.addEventListener("error", () => told("gone", "The preview has ended: start it again with pprr preview"));
