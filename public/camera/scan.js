// The camera: looks for a QR code until one is there. By the browser's own detector where it has one, else by ours, which is
// fetched for it then.

/** A phone reads a ticket at this width, and needs a tenth of a second for it. */
const WIDE = 800;
const PAUSE = 120;

async function detector() {
  const formats = (await globalThis.BarcodeDetector?.getSupportedFormats?.().catch(() => [])) ?? [];
  if (!formats.includes("qr_code")) return ours((await import("../meeting/judge.js")).findCode);
  const theirs = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await theirs.detect(video))[0]?.rawValue;
}

function ours(findCode) {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDE / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    const light = new Uint8Array(data.length / 4);
    for (let i = 0; i < light.length; i += 1) light[i] = (data[4 * i] * 77 + data[4 * i + 1] * 150 + data[4 * i + 2] * 29) >> 8;
    return findCode(light, canvas.width);
  };
}

/** Opens the camera. `found` gets each text; `stop()` closes it. */
export async function scan(video, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
  video.srcObject = stream;
  let open = true;
  const stop = () => {
    open = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  await video.play();
  const detect = await detector();
  (async () => {
    while (open) {
      const text = video.videoWidth > 0 ? await detect(video).catch(() => undefined) : undefined;
      if (open && text) found(text);
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  })();
  return stop;
}
