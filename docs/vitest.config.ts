// @boundaries-ignore the workspace has one configuration
import { configureProjects } from '../vitest.config.ts';

export default configureProjects('docs');
