// Says so on the page when the simulator cannot start. The picture and its explanation stay.
(() => {
  const started = () => document.documentElement.classList.contains("running");
  const say = (text) => {
    const place = document.getElementById("poster-state");
    if (place && !started()) place.textContent = text;
  };
  const slow = setTimeout(() => say("Still loading. The picture shows the case it opens with."), 3000);
  const failed = (reason) => {
    clearTimeout(slow);
    say(`The simulator could not start. It needs a browser with WebAssembly, and all its files. (${reason})`);
  };
  addEventListener("unhandledrejection", (event) => failed(event.reason));
  addEventListener("error", (event) => failed(event.message || "a file did not load"), true);
})();
