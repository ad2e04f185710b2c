/**
 * The navigation and the search of the site are for readers: tests and their fixtures have pages, to which the claims lead,
 * and are not listed.
 *
 * @module
 */
import { DefaultTheme, type IndexEvent, type NavigationElement, type ProjectReflection } from "typedoc";

/** @param modules - the names of what can be imported, in the order of the package; typedoc has an order of its own */
export function themeOf(modules: readonly string[]): typeof DefaultTheme {
  const place = ({ text }: NavigationElement): number => modules.indexOf(text);
  return class extends DefaultTheme {
    override buildNavigation(project: ProjectReflection): NavigationElement[] {
      return super
        .buildNavigation(project)
        .flatMap(listed)
        .map((group) => ({
          ...group,
          ...(group.children && { children: group.children.toSorted((one, other) => place(one) - place(other)) }),
        }));
    }
  };
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
