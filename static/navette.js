"use strict";
/* Everything works without this file: it only saves a click or a page. */

/* The summary of errors is read first. */
document.querySelector("[data-focus]")?.focus();

/* Password: show, hide. */
for (const button of document.querySelectorAll("[data-montre]")) {
  const field = document.getElementById(button.dataset.montre);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.textContent = shown ? "Afficher" : "Masquer";
    button.setAttribute("aria-pressed", String(!shown));
  });
}

/* Print. */
for (const button of document.querySelectorAll("[data-imprimer]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* A second click within five seconds sends nothing; the button keeps its value. */
for (const form of document.querySelectorAll("form[data-once]")) {
  let sentAt = -Infinity;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sentAt < 5000) event.preventDefault();
    else sentAt = event.timeStamp;
  });
}

/* Three minutes before a session ends, say so; any answer of the server begins it again. */
let stay = () => {};
for (const notice of document.querySelectorAll("[data-veille]")) {
  let timer = 0;
  stay = () => {
    notice.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(() => (notice.hidden = false), (notice.dataset.veille - 3) * 60000);
  };
  notice.querySelector("button").addEventListener("click", async () => {
    const headers = { "X-Requested-With": "fetch" };
    const answer = await fetch(notice.dataset.url, { method: "HEAD", headers }).catch(() => null);
    if (answer?.ok) stay();
    else notice.textContent = notice.dataset.fin;
  });
  stay();
}

/* The live list: posts the answers, shows the associations the server finds possible. */
for (const form of document.querySelectorAll("form[data-possibles-url]")) {
  const list = document.getElementById("possibles");
  let timer = 0;
  let asked = 0;
  let waiting = null;
  const refresh = async () => {
    const turn = ++asked;
    waiting?.abort();
    waiting = new AbortController();
    try {
      const answer = await fetch(form.dataset.possiblesUrl, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-Requested-With": "fetch" },
        credentials: "same-origin",
        signal: waiting.signal,
      });
      const html = answer.ok ? await answer.text() : "";
      if (html) stay();
      if (turn === asked && html) show(html);
    } catch {
      /* Offline or overtaken by a newer question: the list stays as it was. */
    }
  };
  /* Only what changed is replaced, so a screen reader hears one sentence and nobody loses focus. */
  const show = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const focused = document.activeElement?.id;
    const opened = list.querySelector("details")?.open;
    const parts = fresh.querySelectorAll("[data-part]");
    if (!parts.length) list.replaceChildren(...fresh.body.childNodes);
    for (const part of parts) {
      const old = document.getElementById(part.id);
      if (old && old.innerHTML !== part.innerHTML) old.replaceChildren(...part.childNodes);
    }
    if (opened) list.querySelector("details")?.setAttribute("open", "");
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
    for (const echo of document.querySelectorAll("[data-reprend]")) {
      echo.textContent = document.getElementById(echo.dataset.reprend)?.textContent ?? "";
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, 250);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
}
