import { createRequire, registerHooks } from "node:module";

// dependency-cruiser parses with the JavaScript API of TypeScript, which TypeScript 7 no longer has. To it alone, `typescript` is therefore
// the version that @bufbuild/protoplugin brings along.
const withinProtoplugin = createRequire(createRequire(import.meta.url).resolve("@bufbuild/protoplugin"));

registerHooks({
  resolve: (specifier, context, next) =>
    /^typescript(\/|$)/.test(specifier) && context.parentURL?.includes("/dependency-cruiser/")
      ? next(withinProtoplugin.resolve(specifier), { ...context, parentURL: import.meta.url })
      : next(specifier, context),
});
