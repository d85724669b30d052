// report_page.mjs PROOFBOX: the page of `replay --html` in a headless Chromium, opened from the disk: nothing is fetched, nothing
// complains, and diagram, state, messages and mails say what happened; at a phone's width and in the dark as well.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [proofbox] = process.argv.slice(2);
const scenarios = join(dirname(fileURLToPath(import.meta.url)), '../../scenarios');
const executablePath = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => spawnSync('which', [name]).stdout?.toString().trim()).find(Boolean);
assert.ok(executablePath, 'Chromium is needed');

// ---- three stories: one that holds, one with mails, one that breaks and has what could end a script ----

const directory = mkdtempSync(join(tmpdir(), 'report-page-'));
const breaking = join(directory, 'breaks.json');
const title = 'It breaks </script><!--<script>alert(1)';
writeFileSync(breaking, JSON.stringify({
  title, shop: { products: [{ sku: 'CP-502101', stock: 0 }], factory: { down: [['09:00', '23:00']] } },
  steps: [{ do: 'POST /checkout' }, { within: '5m', expect: { 'factory.orders': 1 } }],
}));
const file = join(directory, 'report.html');
const stories = ['sold_out_and_refilled.json', 'a_bounce_comes_back.json'].map((name) => join(scenarios, name));
const played = spawnSync(proofbox, ['replay', ...stories, breaking, '--html', file]);
assert.equal(played.status, 1, String(played.stderr));
const again = join(directory, 'again.html');
spawnSync(proofbox, ['replay', ...stories, breaking, '--html', again]);
execFileSync('cmp', [file, again]); // the same runs, the same page

// ---- the browser ----

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const complaints = [];

// A page at an address within the report; whatever it says or fetches is a complaint.
async function open(address, options) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!/^(file|data|about):/.test(request.url())) complaints.push(`fetched ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href + address);
  return page;
}

const textOf = (page, selector) => page.locator(selector).innerText();
const textsOf = async (page, selector) => (await page.locator(selector).allTextContents()).map((text) => text.trim());
const stock = (page) => page.locator('[data-name="shop/products"] td:nth-child(4)').innerText();

async function drag(page, index) {
  await page.locator('#slider').evaluate((slider, value) => {
    slider.value = value;
    slider.dispatchEvent(new Event('input'));
  }, index);
}

try {
  // ---- the donut story, on a desk ----

  let page = await open('#0');
  assert.equal(await page.title(), 'The last donut is sold, the factory bakes, and the shop sells again – proofbox');
  assert.match(await textOf(page, '#summary'), /^3 stories · 1 broke · .* of box time$/);
  assert.deepEqual((await textsOf(page, '.who .name')).slice(0, 6),
    ['client', 'API', 'sales_api', 'stock_empty', 'stock_queue', 'ad_queue']);
  const arrows = await textsOf(page, '.arrow .what');
  for (const wanted of ['POST /checkout', 'Publish 도너츠 재고 부족', 'POST /api/manufactures', 'POST /product/donut',
    '200 구매 실패! 남은 재고: 0', 'ad-manager@example.com: [도넛-스테이츠] 광고 중단 요청'])
    assert.ok(arrows.includes(wanted), `no arrow says ${wanted}: ${arrows.join('\n')}`);
  assert.equal(await page.locator('.step').count(), 6);
  assert.deepEqual((await textsOf(page, '.time .passed')).filter(Boolean), ['1s later', '29s later', '1s later']);

  // Each arrow begins and ends where its participants stand.
  const middles = await page.locator('.who').evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().x + head.offsetWidth / 2));
  const publish = await page.locator('.arrow', { hasText: 'Publish' }).first().boundingBox();
  assert.ok(Math.abs(publish.x - middles[2]) < 2 && Math.abs(publish.x + publish.width - middles[3]) < 2);

  // ---- dragging through time ----

  assert.equal(await stock(page), '0');
  await drag(page, 0);
  assert.equal(await stock(page), '1');
  assert.match(await textOf(page, '#now'), /\+0s/);
  const atReturn = await page.locator('.row', { hasText: '입고 완료! 남은 재고: 1' }).first().getAttribute('id');
  await drag(page, atReturn.replace('stop-', ''));
  assert.equal(await stock(page), '1');
  assert.match(await textOf(page, '#now'), /\+30s\s*2023-05-25 00:00:30Z/);
  await page.locator('.row', { hasText: '1 message' }).first().click();
  assert.match(await textOf(page, '#moment .event'), /stock_queue → stock_lambda/);
  assert.match(await textOf(page, '[data-name="queue stock_queue"]'), /0 ready\s*1 in flight/);
  assert.ok((await textsOf(page, '.row.cause .what')).includes('Publish 도너츠 재고 부족'));
  assert.match(page.url(), /#0\/\d+$/);

  // ---- by the keyboard ----

  await page.keyboard.press('Home');
  assert.match(await textOf(page, '#moment .event'), /The box is made/);
  await page.keyboard.press('ArrowRight');
  assert.match(await textOf(page, '#moment .event'), /client → API/);
  await page.keyboard.press('End');
  assert.match(await textOf(page, '#now'), /\+31s/);
  await page.keyboard.press('2');
  const path = page.locator('.path', { hasText: 'stock_empty → stock_queue' }).first();
  assert.match(await path.innerText(), /도너츠 재고 부족\s*deleted[\s\S]*stock_queue → stock_lambda[\s\S]*DeleteMessageBatch/);
  await page.keyboard.press('3');
  assert.match(await textOf(page, '#mails'), /\[도넛-스테이츠\] 광고 중단 요청[\s\S]*ad-manager@example\.com[\s\S]*부산도너츠\(CP-502101\)의 재고가 없습니다/);
  await page.keyboard.press(']');
  await page.locator('h1', { hasText: 'A mail that bounces' }).waitFor();
  assert.match(await textOf(page, '#mails'), /bounce@simulator\.amazonses\.com bounced/);
  await page.keyboard.press('/');
  await page.keyboard.type('breaks');
  assert.deepEqual(await page.locator('#stories li:visible').count(), 1);

  // ---- a story that broke comes first ----

  page = await open('');
  assert.equal(await textOf(page, 'h1'), `${title} broke`);
  assert.match(await textOf(page, '.failure'), /factory\.orders was not as expected within 5m\.[\s\S]*expected\s*1 of them[\s\S]*factory → stock_lambda 503/);
  assert.ok(await page.locator('.arrow.failed').count() > 5);

  // ---- on a phone, in the dark ----

  const light = await page.evaluate(() => getComputedStyle(document.body.parentElement).backgroundColor);
  page = await open('#0', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, colorScheme: 'dark' });
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.body.parentElement).backgroundColor), light);
  for (const tab of ['diagram', 'paths', 'mails', 'moment']) {
    await page.locator(`#tab-${tab}`).tap();
    assert.ok(await page.locator(`#${tab}`).isVisible(), tab);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${tab} is wider than a phone`);
  }
  await page.locator('#on').tap();
  await page.selectOption('#chooser', '2');
  await page.locator('h1', { hasText: title }).waitFor();
  assert.deepEqual(complaints, []);
} finally {
  await browser.close();
  rmSync(directory, { recursive: true });
}
console.log('the page of reports is as it should be');
