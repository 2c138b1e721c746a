// Starts the app. Trunk writes the names of the two files, which change with
// their content, into the page (see Trunk.toml); a script of its own would be
// inline, and the content-security policy allows none.
const named = document.querySelector('meta[name="interclear-app"]');
const [glue, wasm] = named.content
  .split(" ")
  .map((name) => new URL(name, document.baseURI).href);

const bindings = await import(glue);
const exports = await bindings.default({ module_or_path: wasm });
window.wasmBindings = bindings;
dispatchEvent(new CustomEvent("TrunkApplicationStarted", { detail: { wasm: exports } }));
