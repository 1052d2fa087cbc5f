import { defineConfig } from 'vitepress';
import { githubSlug } from './github-slug.ts';
import { literalBraces } from './literal-braces.ts';
import { writeLlmsText } from './llms-text.ts';
import { chinese, english } from './pages.ts';
import { repositoryLinks, repositoryPage } from './repository-links.ts';
import { splitWords } from './split-words.ts';

/** A frame of a film, drawn here: the browser asks for no file. */
const icon =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' rx='4' fill='%233451b2'/><path d='M6 4.5v7l6-3.5z' fill='white'/></svg>";

export default defineConfig({
  title: 'kling-automation',
  description:
    'Kling 3.0 video generation for n8n, GitHub Actions and TypeScript programs: never pays twice, never loses a paid video.',
  base: '/kling-automation/',
  cleanUrls: true,
  head: [['link', { rel: 'icon', href: icon }]],
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
        // The lists of the API would triple what everyone loads to search.
        _render: (source, env, markdown) =>
          env.relativePath.startsWith('api/') ? '' : markdown.render(source, env),
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
