import { existsSync, statSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

/** This repository on GitHub. */
export const repositoryPage = 'https://github.com/kling-automation/kling-automation';

const repositoryRoot = join(import.meta.dirname, '../..');

/** Pages that include a file from outside of docs/, and that file. */
const includedFiles: Readonly<Record<string, string>> = {
  'README.md': '/',
  'README.zh-CN.md': '/zh/',
  'packages/action/README.md': '/reference/action',
  'packages/core/README.md': '/reference/core',
  'packages/n8n-nodes-kling/README.md': '/reference/n8n-node',
  'packages/sandbox/README.md': '/reference/sandbox',
};

/** What VitePress provides while it renders a page, as far as it matters here. */
interface PageEnvironment {
  readonly path?: string;
  /** `source` is the file that the page includes, from the root of the repository. */
  readonly frontmatter?: { readonly source?: string };
}

/**
 * Makes links work on GitHub and on the site: a link to another page leads to that page, a link to
 * any other file of the repository to its page on GitHub.
 */
export function repositoryLinks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('repository-links', ({ env, tokens }) => {
    const { frontmatter, path = '' }: PageEnvironment = env;
    const page = posix.relative(repositoryRoot, path);
    const source = frontmatter?.source ?? page;
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const attribute = token.type === 'image' ? 'src' : 'href';
      const target = token.attrGet(attribute);
      const file = target === null ? undefined : repositoryFile(target, source);
      if (file === undefined) continue;
      token.attrSet(attribute, token.type === 'image' ? beside(page, file) : siteLink(file));
    }
  });
}

/** What a link leads to, from the root of the repository; undefined if it is another site. */
function repositoryFile(target: string, from: string): string | undefined {
  const [, own] =
    /^https:\/\/(?:github\.com\/kling-automation\/kling-automation\/(?:blob|tree)|raw\.githubusercontent\.com\/kling-automation\/kling-automation)\/main\/(.+)/.exec(
      target,
    ) ?? [];
  if (own !== undefined) return own;
  if (/^(?:[a-z]+:|#|\/)/.test(target)) return undefined;
  return posix.join(posix.dirname(from), target);
}

function siteLink(file: string): string {
  const [path = '', anchor] = file.split('#');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  const included = includedFiles[path];
  if (included !== undefined) return `${included}${hash}`;
  const [, page] = /^docs\/(.+?)(?:\/?index)?\.md$/.exec(path) ?? [];
  if (page !== undefined) return `/${page === 'index' ? '' : page}${hash}`;
  const isFolder =
    existsSync(join(repositoryRoot, path)) && statSync(join(repositoryRoot, path)).isDirectory();
  const [, folder] = /^docs\/(.+?)\/?$/.exec(path) ?? [];
  if (isFolder && folder !== undefined) return `/${folder}/`;
  return `${repositoryPage}/${isFolder ? 'tree' : 'blob'}/main/${path}${hash}`;
}

/** Vite takes a picture that is named by its place beside the page. */
function beside(page: string, file: string): string {
  const path = relative(dirname(page), file);
  return path.startsWith('.') ? path : `./${path}`;
}
