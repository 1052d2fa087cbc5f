import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';

const docs = join(import.meta.dirname, '..');

/** The pages of the side bar, in their order, with the names of their groups in both languages. */
const groups: readonly {
  readonly names: readonly [string, string];
  readonly pages: readonly string[];
}[] = [
  {
    names: ['Start', '开始'],
    pages: ['start/n8n', 'start/actions', 'start/program'],
  },
  {
    names: ['Guides: n8n', '指南：n8n'],
    pages: ['guides/waiting', 'guides/batches', 'guides/agents', 'guides/queue-mode'],
  },
  {
    names: ['Guides: GitHub Actions', '指南：GitHub Actions'],
    pages: [
      'guides/storyboards',
      'storyboard',
      'guides/paid-once',
      'guides/budgets',
      'guides/cancel',
      'guides/forks',
      'guides/enterprise-server',
    ],
  },
  {
    names: ['When something fails', '出错的时候'],
    pages: [
      'help/what-happens-when',
      'help/errors',
      'help/retrying-a-submission',
      'help/long-jobs-in-n8n',
      'help/cancelled-jobs',
      'help/troubleshooting',
    ],
  },
  {
    names: ['About', '关于'],
    pages: [
      'about/pricing',
      'about/limits',
      'about/coming-from-sora',
      'about/performance',
      'contract',
    ],
  },
  {
    names: ['Reference', '参考'],
    pages: [
      'reference/n8n-node',
      'reference/action',
      'reference/core',
      'api/core',
      'api/core/node',
      'reference/sandbox',
    ],
  },
  {
    names: ['How it is made', '内部'],
    pages: ['guides/own-host', 'architecture', 'vocabulary', 'decisions/index', 'recipes/index'],
  },
];

export const english: DefaultTheme.Config = {
  nav: [
    { text: 'n8n', link: '/start/n8n' },
    { text: 'GitHub Actions', link: '/start/actions' },
    { text: 'Programs', link: '/start/program' },
    { text: 'What happens when …', link: '/help/what-happens-when' },
  ],
  sidebar: sideBar(0),
};

export const chinese: DefaultTheme.Config = {
  nav: [
    { text: 'n8n', link: '/zh/start/n8n' },
    { text: 'GitHub Actions', link: '/zh/start/actions' },
    { text: '程序', link: '/zh/start/program' },
    { text: '出错的时候', link: '/zh/help/what-happens-when' },
  ],
  sidebar: sideBar(1),
  outline: { level: [2, 3], label: '本页内容' },
  docFooter: { prev: '上一页', next: '下一页' },
  darkModeSwitchLabel: '主题',
  sidebarMenuLabel: '目录',
  returnToTopLabel: '回到顶部',
  langMenuLabel: '语言',
};

function sideBar(language: 0 | 1): DefaultTheme.SidebarItem[] {
  return groups.map(({ names, pages }) => ({
    text: names[language],
    items: pages.map((page) => pageItem(page, language)),
  }));
}

/** A page under its own title; in English if it has no translation. */
function pageItem(page: string, language: 0 | 1): DefaultTheme.SidebarItem {
  const translated = language === 1 && existsSync(join(docs, `zh/${page}.md`));
  const file = translated ? `zh/${page}` : page;
  const item = { text: titleOf(file), link: `/${file.replace(/index$/, '')}` };
  if (!page.endsWith('/index')) return item;
  const items = pagesIn(page.replace(/index$/, '')).map((each) => pageItem(each, language));
  return { ...item, collapsed: true, items };
}

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(docs, folder))
    .filter((name) => name.endsWith('.md') && name !== 'index.md')
    .sort()
    .map((name) => `${folder}${name.slice(0, -'.md'.length)}`);
}

/** The title in the settings of a page that includes another file, or else its first heading. */
function titleOf(page: string): string {
  const text = readFileSync(join(docs, `${page}.md`), 'utf8');
  return (/^(?:title:|#) (.+)$/m.exec(text)?.[1] ?? page).replaceAll('`', '');
}
