/**
 * Where the project is to be found by everybody, such as `https://host/owner/quorate`; empty as long as it is nowhere. What
 * the package says of it comes from here: `repository`, `homepage` and `bugs` in its `package.json`, and the links in its
 * documents and docstrings to what is not in it. While this is empty, all of these are left out.
 *
 * @module
 */
export const repositoryUrl: string = "";
