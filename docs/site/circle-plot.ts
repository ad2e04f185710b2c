/**
 * The circle as a picture: four objects, and an arrow for each adapter or composition that makes one of another.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { type Arrow, arrows, type CircleObject, objects } from "../equivalence/arrows.ts";
import { escapeHtml } from "./html.ts";

const width = 560;
const height = 440;
const center = { x: width / 2, y: height / 2 };
const radius = { x: 190, y: 165 };
/** Half the size of an object's box. */
const half = { x: 62, y: 20 };
/** How far arrows keep from the line between two objects, so that the two directions stand apart. */
const aside = 9;

const style = readFileSync(new URL("load-plot.css", import.meta.url), "utf8").replaceAll(/\n+/g, "\n");

interface Point {
  readonly x: number;
  readonly y: number;
}

export function circlePlot(description: string): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="diagram plot" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(description)}">`,
    `<style>\n${style}</style>`,
    '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><polygon points="0,0 10,5 0,10" fill="currentColor"/></marker></defs>',
    ...arrows.map(line),
    ...objects.map(box),
    "</svg>",
  ].join("\n");
}

/** Clockwise from the top. */
function placeOf(object: CircleObject): Point {
  const angle = (Math.PI / 2) * objects.indexOf(object);
  return { x: center.x + radius.x * Math.sin(angle), y: center.y - radius.y * Math.cos(angle) };
}

function box(object: CircleObject): string {
  const { x, y } = placeOf(object);
  const rectangle = `<rect x="${round(x - half.x)}" y="${round(y - half.y)}" width="${2 * half.x}" height="${2 * half.y}" rx="6" fill="none" stroke="currentColor"/>`;
  return `${rectangle}<text x="${round(x)}" y="${round(y + 5)}" text-anchor="middle">${object}</text>`;
}

/** A composition is dashed, and an arrow that holds for some only is dotted. */
function line({ from, to, by, section, assumes }: Arrow): string {
  const [start, end] = [placeOf(from), placeOf(to)];
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const along = { x: (end.x - start.x) / length, y: (end.y - start.y) / length };
  const shift = { x: -along.y * aside, y: along.x * aside };
  const edge = Math.min(half.x / Math.abs(along.x || 1e-9), half.y / Math.abs(along.y || 1e-9)) + 8;
  const at = (point: Point, distance: number): string =>
    `${round(point.x + shift.x + along.x * distance)},${round(point.y + shift.y + along.y * distance)}`;
  const isLimited = by.some(({ impossible }) => impossible !== undefined);
  const dashes = isLimited ? ' stroke-dasharray="2 4"' : by.length > 1 ? ' stroke-dasharray="7 4"' : "";
  const title = `${to} from ${from}: ${by.map(({ refinement }) => refinement).join(", ")}; assumes ${assumes}`;
  return `<a href="#${section}"><title>${escapeHtml(title)}</title><polyline points="${at(start, edge)} ${at(end, -edge)}" fill="none" stroke="currentColor" stroke-width="1.5"${dashes} marker-end="url(#head)"/></a>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
