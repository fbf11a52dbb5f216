// A field that the camera types into: `[data-scan]` stands in its form and names it. Shown where there is a camera.
import { scanButton } from "./camera/button.js";

for (const root of document.querySelectorAll("[data-scan]")) {
  const { scan, before, open, close, denied, other } = root.dataset;
  const error = root.querySelector('[data-slot="scan-error"]');
  scanButton(root, { open, close, denied }, (text) => {
    const at = text.lastIndexOf(before);
    // Bottles and boxes have codes, too: the camera goes on looking.
    if (at < 0) {
      error.textContent = other;
      error.hidden = false;
      return false;
    }
    const form = root.closest("form");
    form.elements[scan].value = text.slice(at + before.length);
    form.requestSubmit();
    return true;
  });
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  root.hidden = !devices.some((device) => device.kind === "videoinput");
}
