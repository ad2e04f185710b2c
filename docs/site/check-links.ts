/** Every relative link of the finished site leads to a file that exists, and to an anchor in it. */
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { filesIn } from "../../conformance/definitions/files-in.ts";
import { explorerAddress } from "./explorer-link.ts";

/** A line for each link that leads nowhere. */
export function brokenLinks(siteFolder: string): readonly string[] {
  const pages = filesIn(siteFolder, ".", (name) => name.endsWith(".html"));
  const contents = new Map(pages.map((path) => [path, readFileSync(join(siteFolder, path), "utf8")]));
  const anchors = new Map([...contents].map(([path, html]) => [path, idsIn(html)]));
  return [...contents].flatMap(([path, html]) =>
    [...new Set(hrefsIn(html))].flatMap((href) => {
      const [relative = "", anchor = ""] = href.split("#");
      const target = relative === "" ? path : posix.join(posix.dirname(path), relative);
      if (!anchors.has(target)) return existsSync(join(siteFolder, target)) ? [] : [`${path}: no page ${href}`];
      // What stands behind its # is a path.
      if (target === explorerAddress) return [];
      return anchor === "" || anchors.get(target)?.has(anchor) ? [] : [`${path}: no anchor ${href}`];
    }),
  );
}

function idsIn(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1] ?? ""));
}

function hrefsIn(html: string): readonly string[] {
  return [...html.matchAll(/<a\b[^>]*\bhref="([^"]+)"/g)]
    .map((match) => decodeURI((match[1] ?? "").split("?")[0] ?? ""))
    .filter((href) => !/^[a-z]+:/i.test(href));
}
