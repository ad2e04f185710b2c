/** From the theorems to the models: what is claimed and not checked, and what is named and does not exist. */

import { findVisible, protocolModule } from "../../conformance/definitions/specifications.ts";
import { namesIn } from "../../conformance/tlc/tla-text.ts";
import type { Walk } from "./walk.ts";

/** Names in the rows of models that their module does not define. */
export function namesOfNothingInModels(walk: Walk): readonly string[] {
  return walk.configurations.flatMap(({ row, names }) =>
    names
      .filter((name) => findVisible(walk.specifications, row.module, name) === undefined)
      .map((name) => `${row.name} names ${name}, which ${row.module} does not define`),
  );
}

/** Properties of theorems that no passing model checks. */
export function uncheckedTheorems(walk: Walk): readonly string[] {
  return [...walk.specifications.values()].flatMap((module) => {
    const protocol = protocolModule(walk.specifications, module.name);
    const passing = walk.configurations.filter(
      ({ row }) => row.specification === protocol && row.expected.kind === "passes",
    );
    const checked = new Set(passing.flatMap(({ checks }) => checks));
    return module.theorems.flatMap(({ body, line }) => {
      const properties = namesIn(body.replace(/^.*?=>/s, "")).filter((name) =>
        isOwn(walk, protocol, module.name, name),
      );
      if (properties.length === 0) return [`${module.path}:${line} claims nothing that has a name`];
      return properties
        .filter((name) => !checked.has(name))
        .map((name) => `${module.path}:${line}: no model that passes checks ${protocol}!${name}`);
    });
  });
}

/** Whether a formula of the module means a definition of its protocol by the name, and not one of a shared module. */
function isOwn({ specifications }: Walk, protocol: string, moduleName: string, name: string): boolean {
  const found = findVisible(specifications, moduleName, name);
  return found !== undefined && protocolModule(specifications, found.module.name) === protocol;
}
