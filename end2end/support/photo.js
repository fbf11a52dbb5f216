// A photo as a phone makes it: a real JPEG, lying on its side, that says where it was taken.

/**
 * @param {import('@playwright/test').Browser} browser draws it
 * @returns {Promise<Buffer>} 800 × 600 dots, to be shown as 600 × 800
 */
export async function phonePhoto(browser, words = 'Keripik') {
    const page = await browser.newPage({ viewport: { width: 800, height: 600 }, isMobile: false });
    await page.setContent(
        `<body style="margin:0;height:100vh;display:grid;place-items:center;background:repeating-conic-gradient(#b8792e 0 15deg,#e9c98a 0 30deg);font:bold 90px sans-serif;color:#3b1f06">${words}</body>`,
    );
    const plain = await page.screenshot({ type: 'jpeg', quality: 80 });
    await page.close();
    return Buffer.concat([plain.subarray(0, 2), exif(), plain.subarray(2)]);
}

/** Photos as files for an input. */
export const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });

/** An EXIF block (JEITA CP-3451): turned by 90°, a maker, and a point in Cimahi. */
function exif() {
    const tiff = Buffer.alloc(8 + 2 + 3 * 12 + 4 + 8 + 2 + 4 * 12 + 4 + 48);
    tiff.write('II*\0', 0, 'latin1');
    tiff.writeUInt32LE(8, 4);
    let at = 8;
    const put = (tag, type, count, value) => {
        tiff.writeUInt16LE(tag, at);
        tiff.writeUInt16LE(type, at + 2);
        tiff.writeUInt32LE(count, at + 4);
        if (Buffer.isBuffer(value)) value.copy(tiff, at + 8);
        else tiff.writeUInt32LE(value, at + 8);
        at += 12;
    };
    const maker = 8 + 2 + 3 * 12 + 4;
    const gps = maker + 8;
    const degrees = gps + 2 + 4 * 12 + 4;
    tiff.writeUInt16LE(3, at);
    at += 2;
    put(0x010f, 2, 8, maker); // Make
    put(0x0112, 3, 1, 6); // Orientation: the right side is up
    put(0x8825, 4, 1, gps);
    tiff.write('SENTRAX\0', maker, 'latin1');
    at = gps;
    tiff.writeUInt16LE(4, at);
    at += 2;
    put(1, 2, 2, Buffer.from('S\0\0\0'));
    put(2, 5, 3, degrees);
    put(3, 2, 2, Buffer.from('E\0\0\0'));
    put(4, 5, 3, degrees + 24);
    [6, 1, 52, 1, 21, 1, 107, 1, 32, 1, 10, 1].forEach((n, i) => tiff.writeUInt32LE(n, degrees + 4 * i));

    const head = Buffer.from([0xff, 0xe1, 0, 0, 0x45, 0x78, 0x69, 0x66, 0, 0]); // APP1 "Exif"
    head.writeUInt16BE(head.length - 2 + tiff.length, 2);
    return Buffer.concat([head, tiff]);
}
