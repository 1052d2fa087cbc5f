import { defineConfig } from 'vitepress';
import { githubSlug } from './github-slug.ts';
import { literalBraces } from './literal-braces.ts';
import { writeLlmsText } from './llms-text.ts';
import { chinese, english } from './pages.ts';
import { repositoryLinks, repositoryPage } from './repository-links.ts';
import { splitWords } from './split-words.ts';

export default defineConfig({
  title: 'kling-automation',
  description:
    'Kling 3.0 video generation for n8n, GitHub Actions and TypeScript programs: never pays twice, never loses a paid video.',
  base: '/kling-automation/',
  cleanUrls: true,
  // The sources of old decisions and generated pages have no dates worth showing.
  lastUpdated: false,
  markdown: {
    anchor: { slugify: githubSlug },
    config: (markdown) => void markdown.use(repositoryLinks).use(literalBraces),
  },
  locales: {
    root: { label: 'English', lang: 'en', themeConfig: english },
    zh: { label: '中文', lang: 'zh-CN', themeConfig: chinese },
  },
  themeConfig: {
    socialLinks: [{ icon: 'github', link: repositoryPage }],
    outline: { level: [2, 3] },
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          options: { tokenize: splitWords },
          searchOptions: { combineWith: 'AND', fuzzy: 0.1, prefix: true },
        },
        locales: {
          zh: {
            translations: {
              button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
              modal: {
                noResultsText: '没有结果',
                resetButtonTitle: '清除',
                footer: { selectText: '打开', navigateText: '切换', closeText: '关闭' },
              },
            },
          },
        },
      },
    },
  },
  vite: {
    // The live page reads the sources of core and of the Action, never their builds.
    resolve: { conditions: ['dev'] },
    esbuild: { tsconfigRaw: { compilerOptions: { target: 'es2022' } } },
  },
  buildEnd: writeLlmsText,
});
