import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SiteConfig } from 'vitepress';

/**
 * Writes llms.txt, the list of all English pages, llms-full.txt, their texts, and each page as
 * Markdown beside its HTML.
 */
export async function writeLlmsText({ outDir, pages, site, srcDir }: SiteConfig): Promise<void> {
  const english = pages.filter((page) => !page.startsWith('zh/') && page !== 'index.md').toSorted();
  const texts = await Promise.all(english.map((page) => readPage(srcDir, page)));
  await Promise.all(
    texts.map(async ({ page, text }) => {
      await mkdir(dirname(join(outDir, page)), { recursive: true });
      await writeFile(join(outDir, page), text);
    }),
  );
  const lines = texts.map(({ page, title }) => `- [${title}](${site.base}${page})`);
  const head = `# ${site.title}\n\n> ${site.description}\n`;
  await writeFile(join(outDir, 'llms.txt'), `${head}\n${lines.join('\n')}\n`);
  await writeFile(
    join(outDir, 'llms-full.txt'),
    `${head}\n${texts.map(({ text }) => text).join('\n---\n\n')}`,
  );
}

/** A page as people read it: without its settings, with what it includes. */
async function readPage(folder: string, page: string) {
  const source = await readFile(join(folder, page), 'utf8');
  const included = /<!--@include: (\S+)-->/.exec(source)?.[1];
  const text =
    included === undefined
      ? source.replace(/^---\n.*?\n---\n+/s, '')
      : await readFile(join(folder, dirname(page), included), 'utf8');
  return { page, text, title: /^# (.+)$/m.exec(text)?.[1] ?? page };
}
