// A planner plans departures that recur: sees each date and what becomes of it, plans them, and finds them in the calendar.
import { expect, logIn, test, tidy } from '../support/test.js';

/** The first Saturday of a month so far ahead that nobody books there: no other test meets what is planned. */
function farSaturday() {
    const now = new Date();
    const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 5, 1));
    day.setUTCDate(1 + ((13 - day.getUTCDay()) % 7));
    return day;
}

test('weekends are planned: closed days are left out, and so is a holiday', async ({ page, picture }) => {
    const saturday = farSaturday();
    const [year, month, first] = saturday.toISOString().slice(0, 10).split('-');
    const holiday = Number(first) + 7;
    await logIn(page, 'planner');
    await page.goto('/meja-wisata/tur/wisata-militer');
    const form = page.locator('.plan-form'); // the preview hands on the same fields
    const look = () => form.getByRole('button', { name: 'Lihat dulu tanggalnya' }).click();
    const weekly = form.locator('input[name=repeat][value=weekly]');
    await weekly.check();
    await form.locator('input[name=day]').fill(`${year}-${month}-${first}`);
    await form.locator('input[name=times]').fill('6');
    await form.locator('textarea[name=except]').fill(`${holiday}-${Number(month)}-${year}`);
    await form.locator('select[name=guide]').selectOption({ label: 'Ujang Pemandu' });
    await form.locator('select[name=vehicle]').selectOption({ index: 1 });
    await look();
    await expect(form.getByText('Pilih paling sedikit satu hari.')).toBeVisible();
    await expect(weekly, 'what was chosen is kept').toBeChecked();
    await expect(form.locator('input[name=times]'), 'what was typed is kept').toHaveValue('6');
    await tidy(page, picture, 'plan-wrong');

    for (const day of ['5', '6']) await form.locator(`input[name=weekday][value="${day}"]`).check();
    await look();
    // Six weekend days without the second Saturday; on Sundays a base lets nobody in.
    const preview = page.locator('#tanggal');
    await expect(preview).toContainText('2 akan direncanakan, 3 dilewati.');
    const dates = preview.locator('tbody tr');
    await expect(dates).toHaveCount(5);
    await expect(dates.filter({ hasText: 'Kawasan Pusdikpal selalu tutup pada hari itu' })).toHaveCount(3);
    await expect(dates.filter({ hasText: `Sabtu, ${holiday} ` })).toHaveCount(0);
    await tidy(page, picture, 'plan-preview');

    await preview.getByRole('button', { name: 'Rencanakan 2 keberangkatan' }).click();
    await expect(page.getByText('2 keberangkatan direncanakan, 3 dilewati.')).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`\\?bulan=${year}-${month}$`));
    await expect(page.locator('.cal a.cal-dep')).toHaveCount(2);
    const planned = page.getByRole('main').locator('li.card');
    await expect(planned).toHaveText([new RegExp(`Sabtu, ${Number(first)} `), new RegExp(`Sabtu, ${Number(first) + 14} `)]);
    await expect(planned.first()).toContainText('Ujang Pemandu');
    await expect(planned.first()).toContainText('Menunggu izin kampung');
    await tidy(page, picture, 'plan-calendar');
});
