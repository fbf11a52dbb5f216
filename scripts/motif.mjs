// Draws public/motif.svg: one <symbol> per batik family of Cimahi, 480 units square. A card shows a window into it
// (see app/src/ui/motif.rs), so the drawing is fetched once and a card costs a hundred bytes.
// Run: node scripts/motif.mjs
import { writeFileSync } from "node:fs";

const SIZE = 480;
const n = (v) => Math.round(v);

const inside = (x, y, r) => x > -r && y > -r && x < SIZE + r && y < SIZE + r;

/** A shape is a list of [command, ...points]; every point is turned, scaled and moved. Written relative and in whole units:
 *  the copies of a figure become the same text, which compresses to almost nothing. */
function place(shape, x, y, turn = 0, scale = 1) {
  if (!inside(x, y, 60)) return "";
  const a = (turn * Math.PI) / 180;
  const [c, s] = [Math.cos(a) * scale, Math.sin(a) * scale];
  const at = (px, py) => [n(c * px - s * py), n(s * px + c * py)];
  let [cx, cy] = [0, 0];
  const num = (v, first) => (first || v < 0 ? `${v}` : ` ${v}`);
  return shape
    .map(([cmd, ...p]) => {
      if (cmd === "Z") return "z";
      const pts = [];
      for (let i = 0; i < p.length; i += 2) pts.push(at(p[i], p[i + 1]));
      if (cmd === "M") {
        [cx, cy] = pts[0];
        return `M${num(n(x) + cx, 1)}${num(n(y) + cy)}`;
      }
      const out = pts.map(([px, py], i) => num(px - cx, i === 0) + num(py - cy)).join("");
      [cx, cy] = pts.at(-1);
      return cmd.toLowerCase() + out;
    })
    .join("");
}
/** A dot is a line of no length with round ends: `dots(3, w)` draws them w wide. */
const dot = (x, y) => (inside(x, y, 8) ? `M${n(x)} ${n(y)}h0` : "");
const fill = (c, d) => `<path fill="var(--c${c})" d="${d}"/>`;
const line = (c, w, d) => `<path fill="none" stroke="var(--c${c})" stroke-width="${w}" stroke-linecap="round" stroke-linejoin="round" d="${d}"/>`;
const dots = (c, w, d) => line(c, w, d);

/** Visits a half-drop lattice that covers the square and a little more. */
function lattice(dx, dy, visit) {
  for (let i = -1; i <= SIZE / dx + 1; i++) for (let j = -1; j <= SIZE / dy + 1; j++) visit(i * dx, j * dy + (i & 1 ? dy / 2 : 0), i, j);
}

const lobe = [["M", 0, 0], ["C", -5, -14, -17, -34, -11, -50], ["C", -9, -57, -4, -61, 0, -64], ["C", 4, -61, 9, -57, 11, -50], ["C", 17, -34, 5, -14, 0, 0], ["Z"]];
const petal = [["M", 0, 0], ["C", -9, -14, -9, -36, 0, -52], ["C", 9, -36, 9, -14, 0, 0], ["Z"]];
const rib = [["M", 0, -12], ["L", 0, -50]];

// Cireundeu: the cassava leaf, five broad smooth lobes on a bent stem, cut out of the ground by pale ribs.
function daun() {
  let leaf = "", ribs = "", stem = "", isen = "", buds = "";
  lattice(120, 120, (x, y, i, j) => {
    const turn = ((i * 3 + j * 5) % 4) * 90 + 20;
    for (const [a, k] of [[0, 1], [52, 0.94], [-52, 0.94], [104, 0.78], [-104, 0.78]]) {
      leaf += place(lobe, x, y, turn + a, k);
      ribs += place(rib, x, y, turn + a, k);
    }
    stem += place([["M", 0, 0], ["C", 3, 20, -6, 34, 6, 56]], x, y, turn);
    for (const a of [30, 150, 270]) buds += place(petal, x + 60, y, turn + a, 0.5);
    isen += dot(x + 60, y) + dot(x + 60, y + 36) + dot(x + 60, y - 36) + dot(x + 50, y + 24) + dot(x + 50, y - 24);
  });
  return line(2, 7, stem) + fill(2, buds) + fill(1, leaf) + line(0, 3, ribs) + dots(3, 7, isen);
}

// Ciawitali: leaning bamboo, joint by joint, with leaves in threes.
function bambu() {
  const blade = [["M", 0, 0], ["C", -9, -14, -7, -34, 0, -52], ["C", 7, -34, 9, -14, 0, 0], ["Z"]];
  const joint = [["M", -9, -37], ["C", -6, -30, -6, 30, -9, 37], ["L", 9, 37], ["C", 6, 30, 6, -30, 9, -37], ["Z"]];
  let cane = "", thin = "", leaves = "", isen = "";
  for (let k = -5; k <= 6; k++) {
    for (let s = -1; s <= 6; s++) {
      const y = s * 84 + (k & 1 ? 42 : 0);
      const x = k * 80 + y * 0.32;
      if (k & 1) {
        thin += place(joint, x, y, -18, 0.6) + place(joint, x - 14, y + 44, -18, 0.6);
      } else {
        cane += place(joint, x, y, -18, 1.06);
        for (const a of [40, 78, 112]) leaves += place(blade, x + 15, y - 36, a, 0.86);
        for (const a of [-82, -116]) leaves += place(blade, x + 10, y - 36, a - 6, 0.7);
      }
      isen += dot(x + 40, y + 24) + dot(x + 47, y + 36) + dot(x + 35, y + 36);
    }
  }
  return fill(2, thin) + fill(1, cane) + fill(3, leaves) + dots(2, 6, isen);
}

// Curug Cimahi: ropes of water falling onto scales of spray.
function curug() {
  let rope = "", fine = "", spray = "", ring = "", isen = "";
  for (let x = -40; x <= 520; x += 80) {
    for (const [d, set] of [[0, 0], [16, 1], [32, 1], [48, 0]]) {
      let p = `M${x + d} -40`;
      for (let y = -40; y < 520; y += 160) p += `c18 40 18 40 0 80s-18 40 0 80`;
      if (set) fine += p; else rope += p;
    }
  }
  for (let j = 0; j < 3; j++)
    for (let i = -1; i < 7; i++) {
      const [x, y] = [i * 80 + (j & 1 ? 64 : 24), 90 + j * 160];
      spray += `M${x - 36} ${y}a36 36 0 0 1 72 0z`;
      ring += `M${x - 24} ${y}a24 24 0 0 1 48 0M${x - 12} ${y}a12 12 0 0 1 24 0`;
      isen += dot(x - 24, y - 44) + dot(x, y - 54) + dot(x + 24, y - 44) + dot(x, y - 72);
    }
  return line(1, 7, rope) + line(2, 4, fine) + fill(0, spray) + line(1, 5, spray.replaceAll("z", "")) + line(3, 4, ring) + dots(3, 8, isen);
}

// Pusdik: the star and the stripes of the training schools, in lozenges of a parade cloth.
function pusdik() {
  const star = [];
  for (let k = 0; k < 10; k++) {
    const r = k & 1 ? 11 : 27, a = (k * Math.PI) / 5 - Math.PI / 2;
    star.push([k ? "L" : "M", Math.cos(a) * r, Math.sin(a) * r]);
  }
  star.push(["Z"]);
  let frame = "", stripe = "", stars = "", isen = "";
  for (let i = -1; i <= 4; i++)
    for (let j = -1; j <= 4; j++) {
      const [x, y] = [i * 120 + 60, j * 120 + 60];
      frame += `M${x} ${y - 52}l52 52l-52 52l-52-52z`;
      stars += place(star, x, y + 1);
      for (const t of [0, 90, 180, 270]) stripe += place([["M", -15, 0], ["L", 0, -13], ["L", 15, 0]], x + 60, y + 60, t) + place([["M", -15, -26], ["L", 0, -39], ["L", 15, -26]], x + 60, y + 60, t);
      isen += dot(x + 60, y + 60) + dot(x + 60, y) + dot(x, y + 60);
    }
  return line(1, 6, frame) + line(2, 7, stripe) + fill(3, stars) + dots(1, 9, isen);
}

// Kujang: the Sundanese blade with its curved beak, its thorn and three eyes; four about a centre.
function kujang() {
  const blade = [
    ["M", -4, -10], ["L", -5, -24], ["C", -14, -36, -15, -54, -4, -68], ["C", 2, -76, 6, -84, 4, -98],
    ["C", 18, -90, 22, -76, 15, -64], ["L", 22, -58], ["L", 12, -56], ["C", 7, -44, 6, -34, 6, -24], ["L", 5, -10], ["Z"],
  ];
  let blades = "", eyes = "", petals = "", isen = "", ring = "";
  lattice(120, 120, (x, y, i, j) => {
    const lean = ((i + j) & 1) * 45;
    for (const t of [0, 90, 180, 270]) {
      const a = ((t + lean) * Math.PI) / 180;
      blades += place(blade, x, y, t + lean, 0.68);
      for (const [ex, ey] of [[-5, -40], [-4, -50], [1, -60]]) eyes += dot(x + 0.68 * (Math.cos(a) * ex - Math.sin(a) * ey), y + 0.68 * (Math.sin(a) * ex + Math.cos(a) * ey));
      petals += place(petal, x + 60, y, t + 45, 0.46);
      const b = (t * Math.PI) / 180;
      isen += dot(x + 60 + 26 * Math.cos(b), y + 26 * Math.sin(b));
    }
    ring += dot(x, y);
    isen += dot(x + 60, y);
  });
  return fill(2, petals) + fill(1, blades) + dots(0, 5, eyes) + dots(2, 20, ring) + dots(3, 7, isen + ring);
}

// Kawung: four seeds about a cross, the field that older cloths set beside a figure.
function kawung() {
  const seed = [["M", 0, -5], ["C", -24, -14, -24, -42, 0, -52], ["C", 24, -42, 24, -14, 0, -5], ["Z"]];
  let seeds = "", inner = "", isen = "";
  for (let i = -1; i <= 6; i++)
    for (let j = -1; j <= 6; j++) {
      const [x, y] = [i * 80, j * 80];
      for (const t of [45, 135, 225, 315]) {
        seeds += place(seed, x, y, t, 1);
        inner += place([["M", 0, -18], ["L", 0, -40]], x, y, t, 1);
      }
      isen += dot(x + 40, y) + dot(x, y + 40) + dot(x, y);
    }
  return fill(1, seeds) + line(2, 5, inner) + dots(3, 8, isen);
}

// Anyam: the woven bamboo of baskets and walls.
function anyam() {
  let over = "", under = "", fine = "", isen = "";
  for (let i = -1; i <= 8; i++)
    for (let j = -1; j <= 8; j++) {
      const [x, y] = [i * 60, j * 60];
      const bar = (d, w, h) => `M${x + d} ${y + d}h${w}v${h}h${-w}z`;
      if ((i + j) & 1) { over += bar(4, 52, 16) + `M${x + 4} ${y + 40}h52v16h-52z`; fine += `M${x + 10} ${y + 30}h40`; }
      else { under += bar(4, 16, 52) + `M${x + 40} ${y + 4}h16v52h-16z`; fine += `M${x + 30} ${y + 10}v40`; }
      if ((i & 1) && (j & 1)) isen += dot(x, y);
    }
  return fill(1, over) + fill(2, under) + line(3, 3, fine) + dots(3, 8, isen);
}

const families = { daun, bambu, curug, pusdik, kujang, kawung, anyam };
const symbols = Object.entries(families).map(([id, draw]) => `<symbol id="${id}" overflow="visible">${draw()}</symbol>`);
const out = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
writeFileSync(new URL("../public/motif.svg", import.meta.url), out);
process.stdout.write(`public/motif.svg: ${out.length} bytes\n`);
