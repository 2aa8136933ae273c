
(function () {
  var root = document.documentElement;
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  document.getElementById('theme').addEventListener('click', function () {
    var now = root.dataset.theme || (dark.matches ? 'dark' : 'light');
    root.dataset.theme = now === 'dark' ? 'light' : 'dark';
  });
  var filter = document.getElementById('filter');
  filter.addEventListener('input', function () {
    var wanted = filter.value.trim().toLowerCase();
    document.querySelectorAll('[data-observable]').forEach(function (e) {
      var text = (e.dataset.observable + ' ' + (e.querySelector('h3, span > span, a') || e).textContent).toLowerCase();
      e.hidden = text.indexOf(wanted) < 0;
    });
  });
  document.querySelectorAll('.copy').forEach(function (button) {
    button.addEventListener('click', function () {
      var text = button.parentNode.querySelector('pre');
      var range = document.createRange();
      range.selectNodeContents(text);
      window.getSelection().removeAllRanges();
      window.getSelection().addRange(range);
      var copied = document.execCommand('copy');
      button.textContent = copied ? 'Copied' : 'Selected';
    });
  });
})();
