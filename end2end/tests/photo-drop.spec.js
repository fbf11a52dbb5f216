// Photos with scripts: seen before they are sent, refused before they are sent, and there without a reload.
import { axeClean, expect, fits, logIn, test } from '../support/test.js';
import { file, phonePhoto } from '../support/photo.js';

test('photos are chosen, looked at, sent and shown', async ({ page, browser, js, picture, problems }) => {
    test.skip(!js, 'without scripts the form is a form: see market.spec.js');
    await logIn(page, 'merchant');
    await page.goto('/dagang/produk');
    await page.getByRole('main').getByRole('link', { name: 'Eggroll Singkong Original', exact: true }).click();
    await page.goto(`${page.url()}/foto`);
    await expect(page.locator('html[data-awake]')).toBeAttached();
    const before = await page.locator('#photos li').count();
    const said = page.locator('[data-part=said]');
    const input = page.locator('input[type=file]');
    const photo = await phonePhoto(browser, 'Eggroll');
    // Ten megabytes and one byte; what it holds does not matter, it is never sent.
    const heavy = file('panorama.jpg', 'image/jpeg', Buffer.alloc(10 * 1024 * 1024 + 1));

    await input.setInputFiles([file('depan.jpg', 'image/jpeg', photo), file('catatan.pdf', 'application/pdf', Buffer.from('%PDF')), heavy]);
    await expect(said.locator('img')).toHaveCount(1);
    await expect(said.getByText('catatan.pdf: bukan foto')).toBeVisible();
    await expect(said.getByText('panorama.jpg: terlalu besar')).toBeVisible();
    await fits(page);
    await axeClean(page);
    await picture(page, 'photo-drop-chosen');

    // Slow enough to be seen on its way.
    await page.route(/\/foto$/, async (route) => {
        if (route.request().method() === 'POST') await new Promise((resolve) => setTimeout(resolve, 400));
        await route.continue();
    });
    await page.getByRole('button', { name: 'Kirim foto' }).click();
    await expect(said.locator('progress')).toBeVisible();
    await expect(said.getByText('1 foto terkirim.')).toBeVisible();
    await expect(page.locator('#photos li')).toHaveCount(before + 1);
    await expect(page.locator('#photos li').last().locator('img'), 'ready without a reload').toBeVisible({ timeout: 20_000 });
    await axeClean(page);
    await picture(page, 'photo-drop-there');

    await test.step('what only says that it is a photo is refused by the server', async () => {
        await input.setInputFiles(file('foto.jpg', 'image/jpeg', Buffer.from('bukan gambar sama sekali')));
        await page.getByRole('button', { name: 'Kirim foto' }).click();
        await expect(page.locator('#photos').getByText('bukan foto JPEG, PNG, atau WebP').first()).toBeVisible();
        await expect(page.locator('#photos li.thumb')).toHaveCount(before + 1);
        await axeClean(page);
        await picture(page, 'photo-drop-refused');
        expect(problems.splice(0), 'told by its status, too').toEqual([expect.stringMatching(/^422 POST .*\/foto$/)]);
    });

    await test.step('photos are dropped, too', async () => {
        const data = await page.evaluateHandle((bytes) => {
            const data = new DataTransfer();
            data.items.add(new File([Uint8Array.from(bytes)], 'jatuh.jpg', { type: 'image/jpeg' }));
            return data;
        }, [...photo]);
        await page.dispatchEvent('.dropzone', 'dragover', { dataTransfer: data });
        await expect(page.locator('.dropzone.is-over')).toBeVisible();
        await page.dispatchEvent('.dropzone', 'drop', { dataTransfer: data });
        await expect(said.locator('img')).toHaveCount(1);
    });
});
