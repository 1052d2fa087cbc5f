import type { CommentsApi } from './github-api.ts';
import { asComment } from './octokit-responses.ts';
import type { OctokitSession } from './octokit-session.ts';

/** The comments of issues and pull requests, which are the same to GitHub. */
export function commentsOf({ octokit, paced, paged, place }: OctokitSession): CommentsApi {
  const { issues } = octokit.rest;
  return {
    async *listComments(issueNumber) {
      const comments = paged('Listing the comments', (page) =>
        issues.listComments({ ...page, issue_number: issueNumber }),
      );
      for await (const comment of comments) yield asComment(comment);
    },
    async createComment(issueNumber, body) {
      const { data } = await paced('Commenting', (request) =>
        issues.createComment({ ...place, issue_number: issueNumber, body, request }),
      );
      return asComment(data);
    },
    async updateComment(id, body) {
      const { data } = await paced('Commenting', (request) =>
        issues.updateComment({ ...place, comment_id: id, body, request }),
      );
      return asComment(data);
    },
    async deleteComment(id) {
      await paced('Deleting a comment', (request) =>
        issues.deleteComment({ ...place, comment_id: id, request }),
      );
    },
  };
}
