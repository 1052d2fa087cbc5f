import { type Browser, chromium, type Page } from 'playwright-core';
import { owner } from '../n8n/session.ts';

/** Debian's Chromium, limited to loopback. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

export interface EditorOptions {
  readonly theme?: 'light' | 'dark' | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Pixels of a picture for each pixel of the page. @default 1 */
  readonly sharpness?: number | undefined;
}

/** Opens the editor and signs the owner in. */
export async function openEditor(
  browser: Browser,
  url: string,
  options: EditorOptions = {},
): Promise<Page> {
  const { theme = 'light', width = 1440, height = 810, sharpness = 1 } = options;
  const context = await browser.newContext({
    colorScheme: theme,
    viewport: { width, height },
    deviceScaleFactor: sharpness,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${url}/signin`);
  await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
  await page.locator('input[name="password"]').fill(owner.password);
  await page.locator('[data-test-id="form-submit-button"]').click();
  await page.waitForURL((address) => !address.pathname.startsWith('/signin'));
  return page;
}
