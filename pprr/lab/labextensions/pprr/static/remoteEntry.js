// JupyterLab opens a cell of words on a double-click and stays in its command mode, where the letters that are typed
// next are commands that cut and move cells. Here such a cell takes them, behind its last word.
const write = app => {
  const begin = () => {
    const notebook = app.shell.currentWidget?.content;
    const cell = notebook?.activeCell;
    if (cell?.model?.type !== "markdown" || cell.rendered) return;
    notebook.mode = "edit";
    const last = cell.editor.lineCount - 1;
    cell.editor.setCursorPosition({ line: last, column: cell.editor.getLine(last).length });
    cell.editor.focus();
  };
  document.addEventListener(
    "dblclick",
    event => {
      if (event.target.closest?.(".jp-MarkdownCell .jp-MarkdownOutput")) setTimeout(begin);
    },
    true,
  );
};

const plugin = { id: "pprr:write", description: "Ready to type after a double-click.", autoStart: true, activate: write };

(window._JUPYTERLAB ??= {}).pprr = {
  init: () => {},
  get: async () => () => ({ __esModule: true, default: plugin }),
};
