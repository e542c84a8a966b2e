// While a visitor types, his browser does a little work that shows it is not one of ten thousand robots.
// See dossiers/intake/work.py. Without this file everything works; the copy of the complaint then comes by a link.
"use strict";

// Who goes back to the form and sends it again has one complaint: a page in the history keeps the token that it had,
// also when the browser asks for the page anew (F18). Before the work: that is done for this very token.
(() => {
  const form = document.querySelector("input[name=token]")?.form;
  if (!form) return;
  const { kept } = history.state ?? {};
  const now = ["token", "challenge"].map((name, at) => (form.elements[name].value = kept?.[at] || form.elements[name].value));
  history.replaceState({ ...history.state, kept: now }, "");
})();

(() => {
  const asked = document.querySelector("input[data-puzzles]");
  const answer = document.querySelector("input[data-answer]");
  const form = asked && asked.form;
  if (!form || !answer || !asked.value) return;

  const SLICE = 8; // milliseconds of work at a time, so that typing stays smooth
  const PAUSE = 4;
  const K = constants();
  const words = new Uint32Array(64);
  const puzzles = Number(asked.dataset.puzzles);
  const shift = 32 - Number(asked.dataset.zeros);
  const found = [];
  let number = 0;
  let busy = false;

  // the round constants of SHA-256: the fractions of the cube roots of the first 64 primes
  function constants() {
    const primes = [];
    for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
    return Uint32Array.from(primes, (p) => cubeRootFraction(BigInt(p)));
  }

  function cubeRootFraction(prime) {
    const wanted = prime << 96n; // the root of this is the root of the prime, with 32 bits after the point
    let low = 0n;
    let high = 1n << 36n;
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle * middle * middle <= wanted) low = middle;
      else high = middle;
    }
    return Number(low & 0xffffffffn);
  }

  // the first 32 bits of the SHA-256 of a text of at most 55 plain characters: one block
  function firstWord(text) {
    words.fill(0, 0, 16);
    for (let i = 0; i < text.length; i++) words[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
    words[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
    words[15] = text.length * 8;
    for (let i = 16; i < 64; i++) {
      const x = words[i - 15];
      const y = words[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      words[i] = words[i - 16] + s0 + words[i - 7] + s1;
    }
    let a = 0x6a09e667, b = 0xbb67ae85 | 0, c = 0x3c6ef372, d = 0xa54ff53a | 0;
    let e = 0x510e527f, f = 0x9b05688c | 0, g = 0x1f83d9ab, h = 0x5be0cd19;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    return (a + 0x6a09e667) >>> 0;
  }

  function slice() {
    const end = performance.now() + SLICE;
    while (found.length < puzzles) {
      const text = asked.value + "." + found.length + ".";
      for (let tries = 0; tries < 200; tries++, number++) {
        if (firstWord(text + number) >>> shift === 0) {
          found.push(number);
          number = 0;
          break;
        }
      }
      if (performance.now() > end) return void setTimeout(slice, PAUSE);
    }
    answer.value = found.join(",");
  }

  function start() {
    if (busy || answer.value) return; // a form that came back with a remark brought its answer along
    busy = true;
    setTimeout(slice, PAUSE);
  }

  form.addEventListener("input", start);
  form.addEventListener("focusin", start);
})();
