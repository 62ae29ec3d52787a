// A button for light and dark pages; unless it is used, the reader's system decides.
const schemes = document.createElement("button");
schemes.type = "button";
const isDark = () => {
  const chosen = document.documentElement.dataset.scheme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};
const name = () => { schemes.textContent = isDark() ? "Light page" : "Dark page"; };
schemes.addEventListener("click", () => {
  document.documentElement.dataset.scheme = isDark() ? "light" : "dark";
  name();
});
name();
document.querySelector(".contents").append(schemes);
