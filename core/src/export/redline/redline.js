(function(){var all=document.querySelectorAll(".redline .jump"),at=-1;document.body.classList.add("scripted");
document.addEventListener("keydown",function(e){if(e.ctrlKey||e.altKey||e.metaKey||!all.length||(e.key!=="n"&&e.key!=="p"))return;
at=(at+(e.key==="n"?1:all.length-(at<0?0:1)))%all.length;all[at].focus();all[at].scrollIntoView({block:"center"});});
document.addEventListener("focusin",function(e){var i=Array.prototype.indexOf.call(all,e.target);if(i>=0)at=i;});})();
