/**
 * The navigation and the search of the site are for readers: tests and their fixtures have pages, to which the claims lead,
 * and are not listed.
 *
 * @module
 */
import { DefaultTheme, type IndexEvent, type NavigationElement, type ProjectReflection } from "typedoc";

export class SiteTheme extends DefaultTheme {
  override buildNavigation(project: ProjectReflection): NavigationElement[] {
    return super.buildNavigation(project).flatMap(listed);
  }
}

function listed(element: NavigationElement): NavigationElement[] {
  if (isOfATest(element.text)) return [];
  return [{ ...element, ...(element.children && { children: element.children.flatMap(listed) }) }];
}

/** Takes out of the search what is not listed. */
export function keepListed(event: IndexEvent): void {
  for (let at = event.searchResults.length - 1; at >= 0; at--) {
    if (isOfATest(event.searchResults[at]?.name ?? "")) event.removeResult(at);
  }
}

function isOfATest(name: string): boolean {
  return /\.(?:test|fixture)\.ts$/.test(name);
}
