// The worker: the same program as the page, which sees that it has no window and
// serves runs. The page names the two files in this script's query, as they
// stand in its own <meta> element; only files beside this script are loaded.
const names = decodeURIComponent(self.location.search.slice(1)).split(" ");
if (names.length === 2 && names.every((name) => /^(?:\.?\/)?[\w-][\w.-]*$/.test(name))) {
  const [glue, wasm] = names.map((name) => new URL(name, self.location.href).href);
  const bindings = await import(glue);
  await bindings.default({ module_or_path: wasm });
}
