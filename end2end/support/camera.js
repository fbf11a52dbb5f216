// A camera that sees a code.
import { writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

/**
 * A browser that may use a camera, and whose camera sees one thing: the code, held a little askew. Close it in the end.
 * @param {import('@playwright/test').Browser} browser draws what is seen
 * @param {Buffer} code a picture (PNG) of it
 * @param {import('@playwright/test').TestInfo} info
 */
export async function seeing(browser, code, info) {
    const file = info.outputPath('seen.mjpeg'); // Chromium takes a film for a camera
    const page = await browser.newPage(); // of no site, so that no policy stands in its way
    const frame = await page.evaluate(async (png) => {
        const code = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
        const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
        const pen = canvas.getContext('2d');
        pen.fillStyle = '#cfcabd';
        pen.fillRect(0, 0, 640, 480);
        const size = Math.min(440 / code.width, 440 / code.height);
        pen.translate(320, 240);
        pen.rotate(0.05);
        pen.drawImage(code, (-code.width * size) / 2, (-code.height * size) / 2, code.width * size, code.height * size);
        return canvas.toDataURL('image/jpeg', 0.8).split(',')[1];
    }, code.toString('base64'));
    await page.close();
    writeFileSync(file, Buffer.concat(Array(10).fill(Buffer.from(frame, 'base64'))));
    const { executablePath, args } = info.project.use.launchOptions;
    const camera = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
    return chromium.launch({ executablePath, args: [...args, ...camera] });
}
