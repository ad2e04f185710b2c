/**
 * What typedoc is taught: TLA+ in fenced code, links to pages by the path of what they show, and `@spec` tags that lead
 * to the specification.
 *
 * @module
 */
import { Application, type Context, Converter, IndexEvent, PageEvent, ReflectionKind, RendererEvent } from "typedoc";
import { findDefinition, parseReference } from "../../conformance/definitions/specifications.ts";
import type { EntryPoint } from "./entry-points.ts";
import { codeBlocks, type Highlight } from "./highlight/code-blocks.ts";
import type { Tokenize } from "./highlight/tla-highlighter.ts";
import { codeLink } from "./page.ts";
import type { Project } from "./project.ts";
import { keepListed, themeOf } from "./theme.ts";

/** As much of markdown-it as is needed here; it brings no types of its own. */
interface MarkdownParser {
  readonly options: { highlight: Highlight };
}

/** The name of the front matter field by which a document is found again. */
export const pathField = "path";

/** The name of the theme, as typedoc is told it. */
export const siteTheme = "quorate";

/** @param urls - where each page is in the site, by its path; filled when that is known */
export function sitePlugin(project: Project, urls: Map<string, string>, tokenize: Tokenize) {
  return (app: Application): void => {
    // Options that a plugin sets any earlier are reset when typedoc reads its configuration again.
    app.on(Application.EVENT_BOOTSTRAP_END, () =>
      app.options.setValue("markdownItLoader", (parser: MarkdownParser) => {
        parser.options.highlight = codeBlocks(project, tokenize, parser.options.highlight);
      }),
    );
    app.renderer.defineTheme(siteTheme, themeOf(project.entries.map(({ name }) => name)));
    app.renderer.on(IndexEvent.PREPARE_INDEX, keepListed);
    app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context: Context) => {
      nameModules(project.entries, context);
      linkSpecTags(project, context);
    });

    app.renderer.on(RendererEvent.BEGIN, ({ project: site }: RendererEvent) => {
      for (const document of site.getReflectionsByKind(ReflectionKind.Document)) {
        const path = document.isDocument() ? document.frontmatter[pathField] : undefined;
        if (typeof path === "string") urls.set(path, app.renderer.router?.getFullUrl(document) ?? "");
      }
      for (const module of site.getReflectionsByKind(ReflectionKind.Module)) {
        urls.set(module.name, app.renderer.router?.getFullUrl(module) ?? "");
      }
    });
    app.renderer.on(PageEvent.END, (event: PageEvent) => {
      if (event.contents === undefined) return;
      const up = "../".repeat(event.url.split("/").length - 1);
      event.contents = event.contents.replace(/href="page:([^"#]+)(#[^"]*)?"/g, (whole, path: string, anchor = "") => {
        const url = urls.get(path);
        if (url === undefined) app.logger.error(`${event.url} links to ${path}, which has no page`);
        return url === undefined ? whole : `href="${up}${url}${anchor}"`;
      });
      // A screen reader jumps to what a page is about, and to what stands beside it; typedoc does not say where they are.
      event.contents = event.contents
        .replace('<div class="col-content">', '<div class="col-content" role="main">')
        .replace('<div class="col-sidebar">', '<div class="col-sidebar" role="complementary">');
    });
  };
}

/** A module has the name by which it is imported. */
function nameModules(entries: readonly EntryPoint[], context: Context): void {
  for (const module of context.project.getReflectionsByKind(ReflectionKind.Module)) {
    const path = module.isDeclaration() ? module.sources?.[0]?.fileName : undefined;
    module.name = entries.find((entry) => entry.path === path)?.name ?? module.name;
  }
}

/** Before typedoc resolves links, `@spec TwoPhaseCommit!SendVote` becomes a link in Markdown. */
function linkSpecTags(project: Project, context: Context): void {
  for (const reflection of Object.values(context.project.reflections)) {
    for (const tag of reflection.comment?.getTags("@spec") ?? []) {
      const text = tag.content
        .map((part) => part.text)
        .join("")
        .trim();
      const reference = parseReference(text);
      const found = reference && findDefinition(project.specifications, reference.module, reference.name);
      if (found === undefined) context.logger.error(`@spec ${text}: there is no such definition`);
      else tag.content = [{ kind: "text", text: codeLink(text, found.module.path, found.definition.name) }];
    }
  }
}
