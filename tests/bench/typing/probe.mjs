/*
 * Runs in the page and measures the time from a key press to the frame that shows the hits. The file is injected as is,
 * so it can't import anything.
 *
 * The `data-query` attribute of the result list contains the query that its hits are for. A message posted from an
 * animation frame arrives after the browser has painted that frame.
 */

let keyDown = 0;
window.addEventListener("keydown", ({ timeStamp }) => (keyDown = timeStamp), { capture: true });

function isShown(text) {
  return [...document.querySelectorAll("[data-query]")].some((list) => list.getAttribute("data-query") === text);
}

function shown(text) {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!isShown(text)) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document, { subtree: true, childList: true, attributeFilter: ["data-query"] });
  });
}

function painted() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  });
}

let result = Promise.resolve(0);

window.probe = {
  expect: (text) => {
    result = shown(text)
      .then(painted)
      .then(() => performance.now() - keyDown);
  },
  result: () => result,
};
