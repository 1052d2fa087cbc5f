import { createGithubHost } from './github-host.ts';
import { reportLeftBehind } from './left-behind.ts';

reportLeftBehind(createGithubHost());
